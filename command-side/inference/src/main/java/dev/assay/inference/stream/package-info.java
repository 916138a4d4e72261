/** What models are saying right now, for those who watch. */
@NullMarked
package dev.assay.inference.stream;

import org.jspecify.annotations.NullMarked;
