/** One run of one workflow version: decides what comes next, and keeps its own definition. */
@NullMarked
package dev.assay.domain.workflowexecution;

import org.jspecify.annotations.NullMarked;
