/** Hands the record on to those who watch it elsewhere, in order and at least once. */
@NullMarked
package dev.assay.sinks;

import org.jspecify.annotations.NullMarked;
