/** The HTTP query API: one package for each read model. */
@NullMarked
package dev.assay.query;

import org.jspecify.annotations.NullMarked;
