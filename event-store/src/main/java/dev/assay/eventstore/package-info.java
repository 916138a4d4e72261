/** Keeps the record: a PostgreSQL event store behind Axon's interfaces. */
@NullMarked
package dev.assay.eventstore;

import org.jspecify.annotations.NullMarked;
