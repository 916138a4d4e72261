/** Read model: runs of agents and their model calls. */
@NullMarked
package dev.assay.projections.agentexecutions;

import org.jspecify.annotations.NullMarked;
