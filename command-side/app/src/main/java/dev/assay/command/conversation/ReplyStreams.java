package dev.assay.command.conversation;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.tail.EventTails;
import dev.assay.eventstore.tail.RecordOfTenant;
import dev.assay.eventstore.tail.TailSubscription;
import dev.assay.http.problem.Problem;
import dev.assay.http.stream.LiveStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens streams of replies; they count among all streams of the process. */
public final class ReplyStreams {
  private final EventTails tails;
  private final RecordOfTenant record;
  private final ObjectProvider<TokenFeed> tokens;
  private final Duration firstSign;

  /**
   * @param tokens none where no model runs in this process: the reply then comes in one piece
   */
  public ReplyStreams(
      EventTails tails,
      RecordOfTenant record,
      ObjectProvider<TokenFeed> tokens,
      ReplyProperties properties) {
    this.tails = tails;
    this.record = record;
    this.tokens = tokens;
    this.firstSign = properties.firstSign();
  }

  /**
   * Begins to listen, before the message is posted, so that no word is missed. To be closed unless
   * {@link #stream} has taken it. Throws {@code RATE_LIMITED} when too many watch already.
   */
  ReplyStream.Ears listen(ReplyTrail trail) {
    TailSubscription live = tails.subscribe(trail.tenant());
    try {
      TokenFeed feed = tokens.getIfAvailable();
      return new ReplyStream.Ears(
          live, feed == null ? null : feed.subscribe(trail.tenant(), trail.run()));
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
  }

  /**
   * Streams the reply. Waits for the first sign of it, so that a reply which fails before any word
   * is refused like any other request: throws {@code MODEL_UNAVAILABLE}, {@code UNAVAILABLE} or
   * {@code UNPROCESSABLE}.
   *
   * @param position of the message; null where it is not known yet
   */
  SseEmitter stream(
      ReplyTrail trail,
      ReplyStream.Ears ears,
      @Nullable Long position,
      Function<CommandRejected, Problem> problem) {
    boolean past = position != null && position <= ears.live().startPosition();
    ReplyStream script = new ReplyStream(trail, record, ears, past, problem);
    SseEmitter answer = LiveStream.start(trail.run().toString(), script);
    awaitFirstSign(script);
    return answer;
  }

  private void awaitFirstSign(ReplyStream script) {
    try {
      script.begun().get(firstSign.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // From now on a failure is told in the stream, unless it came at this very moment.
      script.begun().complete(true);
      rethrow(script);
    } catch (ExecutionException e) {
      rethrow(script);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandRejected(
          RejectionCode.UNAVAILABLE, "Expected to wait for the reply, but the server stops");
    }
  }

  private static void rethrow(ReplyStream script) {
    if (script.begun().isCompletedExceptionally()
        && script.begun().exceptionNow() instanceof CommandRejected why) {
      throw why;
    }
  }
}
