/** A named agent and the versions of its definition. */
@NullMarked
package dev.assay.domain.agent;

import org.jspecify.annotations.NullMarked;
