/** What is done to keys in the background: rotation, retention, and following the record. */
@NullMarked
package dev.assay.command.keys;

import org.jspecify.annotations.NullMarked;
