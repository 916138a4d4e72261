/** Makes a POST safe to repeat. */
@NullMarked
package dev.assay.command.idempotency;

import org.jspecify.annotations.NullMarked;
