/** Shows how far the read models are. */
@NullMarked
package dev.assay.query.projections;

import org.jspecify.annotations.NullMarked;
