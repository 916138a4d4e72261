/** Marked text as it is stored: sealed under somebody's key, opened for whoever may read it. */
@NullMarked
package dev.assay.eventstore.seal;

import org.jspecify.annotations.NullMarked;
