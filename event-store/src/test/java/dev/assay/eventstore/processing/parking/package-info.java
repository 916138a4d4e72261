/** Tests of parking. */
@NullMarked
package dev.assay.eventstore.processing.parking;

import org.jspecify.annotations.NullMarked;
