/** What may be taken out of the record. */
@NullMarked
package dev.assay.eventstore.removal;

import org.jspecify.annotations.NullMarked;
