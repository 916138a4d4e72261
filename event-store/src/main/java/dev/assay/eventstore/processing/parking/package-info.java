/**
 * What becomes of events that a process manager cannot handle: they park, by process, and are tried
 * again.
 */
@NullMarked
package dev.assay.eventstore.processing.parking;

import org.jspecify.annotations.NullMarked;
