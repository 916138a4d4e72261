package dev.assay.command;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.TenantId;
import dev.assay.api.inference.TokenFeed;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes on what a test lets a model say; models run in another part of the house. */
final class SpokenWords implements TokenFeed {
  private record Topic(TenantId tenant, AgentExecutionId run) {}

  private final Map<Topic, Queue<BlockingQueue<Piece>>> listeners = new ConcurrentHashMap<>();

  void say(TenantId tenant, AgentExecutionId run, ModelCallId call, String text) {
    listeners
        .getOrDefault(new Topic(tenant, run), new ConcurrentLinkedQueue<>())
        .forEach(listener -> listener.add(new Piece(call, text, false)));
  }

  @Override
  public Subscription subscribe(TenantId tenant, AgentExecutionId run) {
    BlockingQueue<Piece> heard = new LinkedBlockingQueue<>();
    Queue<BlockingQueue<Piece>> all =
        listeners.computeIfAbsent(new Topic(tenant, run), topic -> new ConcurrentLinkedQueue<>());
    all.add(heard);
    return new Subscription() {
      @Override
      public @Nullable Piece next(Duration atMost) throws InterruptedException {
        return heard.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      }

      @Override
      public void close() {
        all.removeIf(one -> one == heard);
      }
    };
  }
}
