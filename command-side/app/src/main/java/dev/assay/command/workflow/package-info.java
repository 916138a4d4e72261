/** Workflow definitions by HTTP. */
@NullMarked
package dev.assay.command.workflow;

import org.jspecify.annotations.NullMarked;
