/** One run of one workflow version. */
@NullMarked
package dev.assay.api.workflowexecution;

import org.jspecify.annotations.NullMarked;
