/** Benchmarks that are run by hand, never by the build. */
@NullMarked
package dev.assay.verifier.bench;

import org.jspecify.annotations.NullMarked;
