/** Tests of the hub of tokens. */
@NullMarked
package dev.assay.inference.stream;

import org.jspecify.annotations.NullMarked;
