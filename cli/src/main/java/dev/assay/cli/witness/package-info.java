/**
 * A minimal witness (C2SP tlog-witness) for others to run: it remembers the largest tree of every
 * log that it watches, and signs only trees that grew from it.
 */
@NullMarked
package dev.assay.cli.witness;

import org.jspecify.annotations.NullMarked;
