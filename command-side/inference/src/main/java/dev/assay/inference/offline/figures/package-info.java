/** Numbers, dates, times and durations as texts write them. */
@NullMarked
package dev.assay.inference.offline.figures;

import org.jspecify.annotations.NullMarked;
