/** Fixed budgets for computations whose cost the input decides: the same input, the same end. */
@NullMarked
package dev.assay.domain.budget;

import org.jspecify.annotations.NullMarked;
