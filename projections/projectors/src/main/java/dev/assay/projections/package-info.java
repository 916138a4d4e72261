/** The projectors, one package for each read model, and what runs them. */
@NullMarked
package dev.assay.projections;

import org.jspecify.annotations.NullMarked;
