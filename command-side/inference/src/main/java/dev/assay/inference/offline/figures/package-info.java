/** Whether the figures, times and dates of one text agree with each other. */
@NullMarked
package dev.assay.inference.offline.figures;

import org.jspecify.annotations.NullMarked;
