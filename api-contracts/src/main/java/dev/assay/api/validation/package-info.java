/** Rounds, verdicts and decision of a validation pipeline. */
@NullMarked
package dev.assay.api.validation;

import org.jspecify.annotations.NullMarked;
