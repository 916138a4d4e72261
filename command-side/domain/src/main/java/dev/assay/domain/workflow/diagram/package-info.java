/** Draws workflows: one chart, as Mermaid source or as SVG. */
@NullMarked
package dev.assay.domain.workflow.diagram;

import org.jspecify.annotations.NullMarked;
