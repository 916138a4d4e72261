/** Runs projectors: batches, positions, one owner each, dead letters. */
@NullMarked
package dev.assay.projections.runner;

import org.jspecify.annotations.NullMarked;
