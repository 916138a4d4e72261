package dev.assay.eventstore.tail;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.reader.HeadSignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the record for those who watch: one reader for each tenant that is watched, however many
 * watch it, under the tenant's row-level security. Thread-safe.
 */
public final class EventTails implements SmartLifecycle {
  private final RecordOfTenant record;
  private final HeadSignal head;
  private final int maxPerTenant;
  private final int max;
  private final Map<TenantId, TenantTail> tails = new HashMap<>();
  private int subscriptions;
  private boolean running;

  /**
   * @param maxPerTenant streams of one tenant at once
   * @param max streams of this process at once
   */
  public EventTails(RecordOfTenant record, HeadSignal head, int maxPerTenant, int max) {
    this.record = record;
    this.head = head;
    this.maxPerTenant = maxPerTenant;
    this.max = max;
  }

  /**
   * Everything that the tenant records from now on; to be closed. Throws {@code RATE_LIMITED} when
   * too many watch already.
   */
  public synchronized TailSubscription subscribe(TenantId tenant) {
    if (!running) {
      throw refused(RejectionCode.UNAVAILABLE, "Expected to stream, but the server stops");
    }
    TenantTail tail = tails.get(tenant);
    int ofTenant = tail == null ? 0 : tail.subscribers();
    if (ofTenant >= maxPerTenant || subscriptions >= max) {
      throw refused(
          RejectionCode.RATE_LIMITED,
          "Expected at most " + maxPerTenant + " open streams, but there are as many already");
    }
    if (tail == null) {
      tail = TenantTail.start(tenant, record, head, this::ended);
      tails.put(tenant, tail);
    }
    subscriptions++;
    return tail.subscribe(this::unsubscribe);
  }

  private synchronized void unsubscribe(TenantTail tail, TailSubscription subscription) {
    if (tail.unsubscribe(subscription)) {
      subscriptions--;
      if (tail.subscribers() == 0) {
        tail.stop();
        tails.remove(tail.tenant(), tail);
      }
    }
  }

  /** The tail of a tenant has failed: its subscribers have been told, the next starts another. */
  private synchronized void ended(TenantTail tail) {
    tails.remove(tail.tenant(), tail);
  }

  private static CommandRejected refused(RejectionCode code, String message) {
    return new CommandRejected(code, message, Map.of("retryAfterSeconds", "5"), List.of());
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /** Ends all streams, before the web server waits for its requests to end. */
  @Override
  public synchronized void stop() {
    running = false;
    tails.values().forEach(TenantTail::stop);
    tails.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
