/** Replays: jobs that decide executions anew and keep what came of it. */
@NullMarked
package dev.assay.query.replays;

import org.jspecify.annotations.NullMarked;
