/** Executions of workflows by HTTP. */
@NullMarked
package dev.assay.command.execution;

import org.jspecify.annotations.NullMarked;
