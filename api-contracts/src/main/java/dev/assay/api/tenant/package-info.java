/** Tenants: life cycle, tier, quotas. */
@NullMarked
package dev.assay.api.tenant;

import org.jspecify.annotations.NullMarked;
