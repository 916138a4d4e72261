/** Read model: runs of workflows and their tasks. */
@NullMarked
package dev.assay.projections.executions;

import org.jspecify.annotations.NullMarked;
