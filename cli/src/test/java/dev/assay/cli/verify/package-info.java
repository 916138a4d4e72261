/** Tests of the package of the same name. */
@NullMarked
package dev.assay.cli.verify;

import org.jspecify.annotations.NullMarked;
