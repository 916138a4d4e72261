/** Data subjects: whose data new things are, legal hold, erasure. */
@NullMarked
package dev.assay.command.subject;

import org.jspecify.annotations.NullMarked;
