/** JSON Schema within a fixed budget and without any network. */
@NullMarked
package dev.assay.domain.schema;

import org.jspecify.annotations.NullMarked;
