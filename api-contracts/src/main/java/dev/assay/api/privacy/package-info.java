/** Whose secret a stored text is. */
@NullMarked
package dev.assay.api.privacy;

import org.jspecify.annotations.NullMarked;
