/** A customer whose data is kept apart. */
@NullMarked
package dev.assay.domain.tenant;

import org.jspecify.annotations.NullMarked;
