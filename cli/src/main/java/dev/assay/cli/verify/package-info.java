/** Checking bundles, without a server. */
@NullMarked
package dev.assay.cli.verify;

import org.jspecify.annotations.NullMarked;
