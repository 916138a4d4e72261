/** Identifiers and content hashes. */
@NullMarked
package dev.assay.api.id;

import org.jspecify.annotations.NullMarked;
