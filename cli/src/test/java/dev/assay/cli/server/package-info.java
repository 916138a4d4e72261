/** Tests. */
@NullMarked
package dev.assay.cli.server;

import org.jspecify.annotations.NullMarked;
