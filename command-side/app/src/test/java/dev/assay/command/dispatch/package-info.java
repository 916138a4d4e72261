/** Tests of the command API's parts. */
@NullMarked
package dev.assay.command.dispatch;

import org.jspecify.annotations.NullMarked;
