/** Read model: reviews. */
@NullMarked
package dev.assay.projections.reviews;

import org.jspecify.annotations.NullMarked;
