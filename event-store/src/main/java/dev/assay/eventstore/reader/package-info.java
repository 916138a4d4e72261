/** Reading the record in order, and waiting for it to grow. */
@NullMarked
package dev.assay.eventstore.reader;

import org.jspecify.annotations.NullMarked;
