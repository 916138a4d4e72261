/** Benchmarks that are run by hand; see docs/how-to/benchmark-appends.md. */
@NullMarked
package dev.assay.eventstore.bench;

import org.jspecify.annotations.NullMarked;
