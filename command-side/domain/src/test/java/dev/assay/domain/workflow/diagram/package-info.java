/** How workflows are drawn. */
@NullMarked
package dev.assay.domain.workflow.diagram;

import org.jspecify.annotations.NullMarked;
