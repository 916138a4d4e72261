/** Read model: what model calls cost, and for whom they are made. */
@NullMarked
package dev.assay.projections.costs;

import org.jspecify.annotations.NullMarked;
