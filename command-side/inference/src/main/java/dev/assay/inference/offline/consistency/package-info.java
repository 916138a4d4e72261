/** Whether the figures, times and dates of one text agree with each other. */
@NullMarked
package dev.assay.inference.offline.consistency;

import org.jspecify.annotations.NullMarked;
