/** Conversations and their messages. */
@NullMarked
package dev.assay.api.conversation;

import org.jspecify.annotations.NullMarked;
