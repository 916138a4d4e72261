/** Read model: tenants. */
@NullMarked
package dev.assay.projections.tenants;

import org.jspecify.annotations.NullMarked;
