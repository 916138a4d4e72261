/** Follows one tenant's part of the record for those who watch it. */
@NullMarked
package dev.assay.eventstore.tail;

import org.jspecify.annotations.NullMarked;
