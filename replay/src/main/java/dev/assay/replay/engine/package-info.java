/**
 * What a run again is made of: the aggregates and processes of the engine themselves, in memory,
 * and the record by appends.
 */
@NullMarked
package dev.assay.replay.engine;

import org.jspecify.annotations.NullMarked;
