package dev.assay.domain.conversation;

/** Where a conversation stands in its life. It never ends by itself. */
public enum ConversationStatus {
  /** A person may post. */
  OPEN,
  /** A message is there and a reply is about to be asked for; left within the same append. */
  POSTED,
  /** The agent is to reply; nobody may post. */
  AWAITING_REPLY
}
