/** Tests. */
@NullMarked
package dev.assay.sagas.conversationreply;

import org.jspecify.annotations.NullMarked;
