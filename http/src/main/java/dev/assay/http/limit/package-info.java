/** What every request is bounded by and marked with: body size, request id. */
@NullMarked
package dev.assay.http.limit;

import org.jspecify.annotations.NullMarked;
