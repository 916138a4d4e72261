/** Tests. */
@NullMarked
package dev.assay.replay;

import org.jspecify.annotations.NullMarked;
