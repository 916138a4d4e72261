/** Gives every committed event its place: one leader at a time, fenced by an epoch. */
@NullMarked
package dev.assay.eventstore.sequencer;

import org.jspecify.annotations.NullMarked;
