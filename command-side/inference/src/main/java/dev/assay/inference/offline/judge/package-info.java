/** Judging content against the criteria of a rubric, by rules that give reasons and quotes. */
@NullMarked
package dev.assay.inference.offline.judge;

import org.jspecify.annotations.NullMarked;
