/** Which builds of each read model there are, and what operators may do with them. */
@NullMarked
package dev.assay.projections.schema.builds;

import org.jspecify.annotations.NullMarked;
