/** How the keys stand, and what expires when. */
@NullMarked
package dev.assay.query.keys;

import org.jspecify.annotations.NullMarked;
