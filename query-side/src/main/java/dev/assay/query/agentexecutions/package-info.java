/** Answers questions about runs of agents. */
@NullMarked
package dev.assay.query.agentexecutions;

import org.jspecify.annotations.NullMarked;
