/** Records refusals before their answers leave. */
@NullMarked
package dev.assay.http.access;

import org.jspecify.annotations.NullMarked;
