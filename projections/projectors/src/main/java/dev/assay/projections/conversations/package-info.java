/** Read model: conversations and their messages. */
@NullMarked
package dev.assay.projections.conversations;

import org.jspecify.annotations.NullMarked;
