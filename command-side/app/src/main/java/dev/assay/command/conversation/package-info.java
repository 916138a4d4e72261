/** Conversations by HTTP. */
@NullMarked
package dev.assay.command.conversation;

import org.jspecify.annotations.NullMarked;
