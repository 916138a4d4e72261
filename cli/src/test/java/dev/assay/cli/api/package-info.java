/** Tests. */
@NullMarked
package dev.assay.cli.api;

import org.jspecify.annotations.NullMarked;
