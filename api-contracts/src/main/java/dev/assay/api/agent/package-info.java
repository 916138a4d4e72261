/** Agents: registered, versioned definitions. */
@NullMarked
package dev.assay.api.agent;

import org.jspecify.annotations.NullMarked;
