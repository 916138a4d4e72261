/** Judging content against the criteria of a rubric. */
@NullMarked
package dev.assay.inference.offline.judge;

import org.jspecify.annotations.NullMarked;
