/** Benchmarks, run by hand; see docs/how-to/run-the-benchmarks.md. */
@NullMarked
package dev.assay.qa.bench;

import org.jspecify.annotations.NullMarked;
