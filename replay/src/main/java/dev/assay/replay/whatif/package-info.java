/** Runs executions again with something changed, beside the record and never in it. */
@NullMarked
package dev.assay.replay.whatif;

import org.jspecify.annotations.NullMarked;
