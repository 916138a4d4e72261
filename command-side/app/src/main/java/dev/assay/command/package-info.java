/** The HTTP command API: security, idempotency, positions. */
@NullMarked
package dev.assay.command;

import org.jspecify.annotations.NullMarked;
