/** A person's task to decide on content. */
@NullMarked
package dev.assay.domain.review;

import org.jspecify.annotations.NullMarked;
