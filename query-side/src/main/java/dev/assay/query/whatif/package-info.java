/**
 * What-if: questions as they are asked and kept, and the work of answering one of one execution.
 */
@NullMarked
package dev.assay.query.whatif;

import org.jspecify.annotations.NullMarked;
