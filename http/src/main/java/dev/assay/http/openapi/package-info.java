/** The OpenAPI document's common parts. */
@NullMarked
package dev.assay.http.openapi;

import org.jspecify.annotations.NullMarked;
