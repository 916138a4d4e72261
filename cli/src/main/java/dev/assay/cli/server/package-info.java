/** Starting, stopping and describing the server of one machine. */
@NullMarked
package dev.assay.cli.server;

import org.jspecify.annotations.NullMarked;
