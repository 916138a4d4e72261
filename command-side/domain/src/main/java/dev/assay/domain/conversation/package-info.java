/** Messages between people and an agent. */
@NullMarked
package dev.assay.domain.conversation;

import org.jspecify.annotations.NullMarked;
