/** Tests of the queue on a real PostgreSQL. */
@NullMarked
package dev.assay.inference.queue;

import org.jspecify.annotations.NullMarked;
