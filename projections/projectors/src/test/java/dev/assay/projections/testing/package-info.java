/** A record filled by hand, for tests of what reads it. */
@NullMarked
package dev.assay.projections.testing;

import org.jspecify.annotations.NullMarked;
