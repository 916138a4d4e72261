/** The jq expressions of workflow definitions: checked when written, metered when evaluated. */
@NullMarked
package dev.assay.domain.workflow.expression;

import org.jspecify.annotations.NullMarked;
