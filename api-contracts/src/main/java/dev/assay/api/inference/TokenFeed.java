package dev.assay.api.inference;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What models are saying right now in this process. Pieces may get lost, and a call that runs in
 * another process is not heard at all: the recorded answer is the truth, this is for people who
 * watch.
 */
public interface TokenFeed {
  /** Listens to one agent execution. Nothing is heard where it belongs to another tenant. */
  Subscription subscribe(TenantId tenant, AgentExecutionId agentExecutionId);

  /**
   * The next characters of an answer.
   *
   * @param requestId the call that produces them; a new one starts a new text
   * @param lost whether pieces before this one were dropped because the listener was too slow
   */
  record Piece(ModelCallId requestId, String text, boolean lost) {}

  /** One listener. It must be closed. */
  interface Subscription extends AutoCloseable {
    /** Waits for the next piece; null when none came in time. */
    @Nullable Piece next(Duration atMost) throws InterruptedException;

    @Override
    void close();
  }
}
