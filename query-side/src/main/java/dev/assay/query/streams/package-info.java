/** Streams events to those who watch, as they happen. */
@NullMarked
package dev.assay.query.streams;

import org.jspecify.annotations.NullMarked;
