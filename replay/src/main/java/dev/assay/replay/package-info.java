/**
 * Decides executions anew from their record: the aggregates and processes of the engine themselves,
 * in memory, with no way to anything outside.
 */
@NullMarked
package dev.assay.replay;

import org.jspecify.annotations.NullMarked;
