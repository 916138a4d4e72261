/** JSON read strictly and within limits, so that hostile text costs little and hides nothing. */
@NullMarked
package dev.assay.verifier.json;

import org.jspecify.annotations.NullMarked;
