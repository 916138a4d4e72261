/** Tests of the commands for auditors. */
@NullMarked
package dev.assay.cli.audit;

import org.jspecify.annotations.NullMarked;
