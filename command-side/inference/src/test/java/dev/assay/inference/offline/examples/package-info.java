/** The offline model at work on the examples that ship with the product. */
@NullMarked
package dev.assay.inference.offline.examples;

import org.jspecify.annotations.NullMarked;
