/** Answers questions about runs of workflows. */
@NullMarked
package dev.assay.query.executions;

import org.jspecify.annotations.NullMarked;
