/** A sink of files: JSON lines. */
@NullMarked
package dev.assay.sinks.file;

import org.jspecify.annotations.NullMarked;
