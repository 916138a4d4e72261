/** An execution decided anew from its record, for those who may not see what decides. */
@NullMarked
package dev.assay.api.replay;

import org.jspecify.annotations.NullMarked;
