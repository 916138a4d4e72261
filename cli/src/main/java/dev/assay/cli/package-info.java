/** The command line: one program, whose exit codes are part of its contract. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
