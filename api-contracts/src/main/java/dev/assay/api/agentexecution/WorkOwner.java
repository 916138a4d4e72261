package dev.assay.api.agentexecution;

import dev.assay.api.privacy.Clear;
import java.util.UUID;

/**
 * For whom a piece of work is done, so that its end finds its way back.
 *
 * @param id the execution, validation or conversation
 * @param reference what within it: a task id, {@code <round>:<validator>}, {@code
 *     revision:<round>}, a message id
 */
public record WorkOwner(Kind kind, UUID id, @Clear String reference) {
  /** The kinds of owner. */
  public enum Kind {
    TASK,
    JUDGE,
    REVISION,
    REPLY
  }
}
