/** Answers questions about tenants. */
@NullMarked
package dev.assay.query.tenants;

import org.jspecify.annotations.NullMarked;
