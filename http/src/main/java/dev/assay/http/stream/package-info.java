/** Server-sent events, for every part that streams. */
@NullMarked
package dev.assay.http.stream;

import org.jspecify.annotations.NullMarked;
