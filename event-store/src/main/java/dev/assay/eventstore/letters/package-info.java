/** Dead letters: events that could not be handled, by sequence, to be tried again or given up. */
@NullMarked
package dev.assay.eventstore.letters;

import org.jspecify.annotations.NullMarked;
