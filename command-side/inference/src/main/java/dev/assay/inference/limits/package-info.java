/** What keeps one provider from harming the others: limits, circuit breaker, prices. */
@NullMarked
package dev.assay.inference.limits;

import org.jspecify.annotations.NullMarked;
