/** An execution run again with something changed, for those who may not see what decides. */
@NullMarked
package dev.assay.api.whatif;

import org.jspecify.annotations.NullMarked;
