/** Answers questions about conversations. */
@NullMarked
package dev.assay.query.conversations;

import org.jspecify.annotations.NullMarked;
