/** One rule-based check for each kind of question that a rubric can ask. */
@NullMarked
package dev.assay.inference.offline.check;

import org.jspecify.annotations.NullMarked;
