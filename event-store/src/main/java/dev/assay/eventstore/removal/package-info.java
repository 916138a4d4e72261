/** The second stage of an erasure: ciphertext whose key is gone is taken out of the record. */
@NullMarked
package dev.assay.eventstore.removal;

import org.jspecify.annotations.NullMarked;
