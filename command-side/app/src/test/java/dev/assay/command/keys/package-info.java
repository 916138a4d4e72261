/** Tests of looking after the keys. */
@NullMarked
package dev.assay.command.keys;

import org.jspecify.annotations.NullMarked;
