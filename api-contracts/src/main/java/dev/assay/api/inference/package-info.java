/** The request to a model and its answer, as workers see them. */
@NullMarked
package dev.assay.api.inference;

import org.jspecify.annotations.NullMarked;
