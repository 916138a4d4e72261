/** Tenants by HTTP. */
@NullMarked
package dev.assay.command.tenant;

import org.jspecify.annotations.NullMarked;
