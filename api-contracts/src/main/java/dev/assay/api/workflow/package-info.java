/** Workflow definitions and their versions. */
@NullMarked
package dev.assay.api.workflow;

import org.jspecify.annotations.NullMarked;
