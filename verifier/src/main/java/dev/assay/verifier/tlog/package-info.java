/** What a log, its witnesses and its readers send each other: C2SP tlog-proof and tlog-witness. */
@NullMarked
package dev.assay.verifier.tlog;

import org.jspecify.annotations.NullMarked;
