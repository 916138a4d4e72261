/**
 * The shell of process managers: it turns the steps that a pure process decides into commands and
 * durable deadlines.
 */
@NullMarked
package dev.assay.sagas;

import org.jspecify.annotations.NullMarked;
