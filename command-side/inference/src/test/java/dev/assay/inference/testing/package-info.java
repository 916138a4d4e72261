/** Doubles and fixtures for tests of whatever calls models. */
@NullMarked
package dev.assay.inference.testing;

import org.jspecify.annotations.NullMarked;
