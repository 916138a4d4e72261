/** Strict JSON: what is not understood is refused, with a JSON pointer to it. */
@NullMarked
package dev.assay.http.json;

import org.jspecify.annotations.NullMarked;
