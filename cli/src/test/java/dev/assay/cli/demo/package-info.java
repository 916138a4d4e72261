/** Tests. */
@NullMarked
package dev.assay.cli.demo;

import org.jspecify.annotations.NullMarked;
