/** Tests against real files and servers. */
@NullMarked
package dev.assay.sinks.kafka;

import org.jspecify.annotations.NullMarked;
