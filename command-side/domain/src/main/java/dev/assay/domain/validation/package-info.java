/** One run of a validation pipeline: rounds, verdicts, revisions, a decision. */
@NullMarked
package dev.assay.domain.validation;

import org.jspecify.annotations.NullMarked;
