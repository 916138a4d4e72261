/** Asks what would have come of executions, had something been different. */
@NullMarked
package dev.assay.cli.whatif;

import org.jspecify.annotations.NullMarked;
