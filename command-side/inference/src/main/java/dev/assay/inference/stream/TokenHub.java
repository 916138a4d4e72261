package dev.assay.inference.stream;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.TenantId;
import dev.assay.api.inference.TokenFeed;
import dev.assay.inference.TokenSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Passes pieces of answers from the calls of this process to its listeners. Nobody ever waits for a
 * listener: one that is too slow loses pieces and is told so.
 */
public final class TokenHub implements TokenFeed {
  /** Listeners of one execution; more are refused. */
  static final int MAX_LISTENERS = 100;

  private record Topic(TenantId tenant, AgentExecutionId execution) {}

  private final Map<Topic, List<Listener>> listeners = new ConcurrentHashMap<>();

  /** Where the pieces of one call go. */
  public TokenSink sinkOf(TenantId tenant, AgentExecutionId execution, ModelCallId requestId) {
    Topic topic = new Topic(tenant, execution);
    return text -> listeners.getOrDefault(topic, List.of()).forEach(l -> l.offer(requestId, text));
  }

  /** Throws {@code RATE_LIMITED} where too many listen already. */
  @Override
  public Subscription subscribe(TenantId tenant, AgentExecutionId execution) {
    Topic topic = new Topic(tenant, execution);
    Listener listener = new Listener(gone -> leave(topic, gone));
    listeners.compute(topic, (key, present) -> joined(present, listener));
    return listener;
  }

  /** How many executions are listened to. */
  public int topics() {
    return listeners.size();
  }

  private static List<Listener> joined(@Nullable List<Listener> present, Listener listener) {
    List<Listener> all = present == null ? new CopyOnWriteArrayList<>() : present;
    if (all.size() >= MAX_LISTENERS) {
      throw new CommandRejected(
          RejectionCode.RATE_LIMITED,
          "Expected at most " + MAX_LISTENERS + " listeners of one agent execution, but got more");
    }
    all.add(listener);
    return all;
  }

  private void leave(Topic topic, Listener listener) {
    listeners.computeIfPresent(
        topic,
        (key, present) -> {
          present.remove(listener);
          return present.isEmpty() ? null : present;
        });
  }
}
