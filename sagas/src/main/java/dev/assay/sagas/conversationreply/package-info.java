/** From a posted message to the agent's reply. */
@NullMarked
package dev.assay.sagas.conversationreply;

import org.jspecify.annotations.NullMarked;
