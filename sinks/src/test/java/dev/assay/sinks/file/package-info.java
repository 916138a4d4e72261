/** Tests against real files and servers. */
@NullMarked
package dev.assay.sinks.file;

import org.jspecify.annotations.NullMarked;
