/** The queue of model calls in PostgreSQL: filled by events, emptied under leases. */
@NullMarked
package dev.assay.inference.queue;

import org.jspecify.annotations.NullMarked;
