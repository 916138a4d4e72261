/** A key that a program authenticates with. */
@NullMarked
package dev.assay.domain.apikey;

import org.jspecify.annotations.NullMarked;
