/** Computed validators: no model, no network, the same verdict every time. */
@NullMarked
package dev.assay.domain.validation.check;

import org.jspecify.annotations.NullMarked;
