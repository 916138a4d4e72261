/** Answers questions about validations. */
@NullMarked
package dev.assay.query.validations;

import org.jspecify.annotations.NullMarked;
