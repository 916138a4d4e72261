/** Answers questions about reviews. */
@NullMarked
package dev.assay.query.reviews;

import org.jspecify.annotations.NullMarked;
