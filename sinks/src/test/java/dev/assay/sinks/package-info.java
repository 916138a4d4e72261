/** Tests against real files and servers. */
@NullMarked
package dev.assay.sinks;

import org.jspecify.annotations.NullMarked;
