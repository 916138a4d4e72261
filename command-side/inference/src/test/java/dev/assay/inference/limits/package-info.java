/** Tests of limits, breaker and prices. */
@NullMarked
package dev.assay.inference.limits;

import org.jspecify.annotations.NullMarked;
