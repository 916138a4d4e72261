/** Tests of the command API's parts. */
@NullMarked
package dev.assay.command.guard;

import org.jspecify.annotations.NullMarked;
