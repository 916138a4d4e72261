/** Decides executions anew from their record, and compares every event with it. */
@NullMarked
package dev.assay.replay.verification;

import org.jspecify.annotations.NullMarked;
