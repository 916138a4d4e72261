/** Read model: validations, rounds and verdicts. */
@NullMarked
package dev.assay.projections.validations;

import org.jspecify.annotations.NullMarked;
