/** A person's task to decide on content. */
@NullMarked
package dev.assay.api.review;

import org.jspecify.annotations.NullMarked;
