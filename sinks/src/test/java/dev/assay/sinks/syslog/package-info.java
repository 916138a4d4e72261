/** Tests against real files and servers. */
@NullMarked
package dev.assay.sinks.syslog;

import org.jspecify.annotations.NullMarked;
