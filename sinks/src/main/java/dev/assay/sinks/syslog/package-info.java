/** A sink that is a syslog server: RFC 5424 over TLS. */
@NullMarked
package dev.assay.sinks.syslog;

import org.jspecify.annotations.NullMarked;
