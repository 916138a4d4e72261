/** Tests. */
@NullMarked
package dev.assay.sagas;

import org.jspecify.annotations.NullMarked;
