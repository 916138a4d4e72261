/** The rules of the house, as tests with advice. */
@NullMarked
package dev.assay.qa.architecture;

import org.jspecify.annotations.NullMarked;
