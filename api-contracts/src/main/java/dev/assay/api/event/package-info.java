/** Stable event names, the catalogue, upcasters and how events are written. */
@NullMarked
package dev.assay.api.event;

import org.jspecify.annotations.NullMarked;
