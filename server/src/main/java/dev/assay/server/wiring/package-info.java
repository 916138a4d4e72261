/** Puts the parts together: buses, aggregates, process managers. */
@NullMarked
package dev.assay.server.wiring;

import org.jspecify.annotations.NullMarked;
