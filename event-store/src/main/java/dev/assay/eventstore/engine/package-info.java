/** Axon's event store on our own schema: appending, sourcing, streaming, snapshots. */
@NullMarked
package dev.assay.eventstore.engine;

import org.jspecify.annotations.NullMarked;
