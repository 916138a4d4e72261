package dev.assay.eventstore.tail;

import dev.assay.api.id.TenantId;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what one tenant records and hands it to all who watch. */
final class TenantTail {
  private static final Logger LOG = LoggerFactory.getLogger(TenantTail.class);
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofSeconds(5);
  // However fast others record, a watched tenant costs at most this many reads a second: 50.
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final TenantId tenant;
  private final RecordOfTenant record;
  private final HeadSignal head;
  private final Consumer<TenantTail> onFailure;
  private final Set<TailSubscription> subscriptions = new HashSet<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private RecordOfTenant.Head at;

  private TenantTail(
      TenantId tenant, RecordOfTenant record, HeadSignal head, Consumer<TenantTail> onFailure) {
    this.tenant = tenant;
    this.record = record;
    this.head = head;
    this.onFailure = onFailure;
    this.at = record.head(tenant);
  }

  static TenantTail start(
      TenantId tenant, RecordOfTenant record, HeadSignal head, Consumer<TenantTail> onFailure) {
    TenantTail tail = new TenantTail(tenant, record, head, onFailure);
    Thread.ofVirtual().name("tail-" + tenant).start(tail::run);
    return tail;
  }

  TenantId tenant() {
    return tenant;
  }

  synchronized int subscribers() {
    return subscriptions.size();
  }

  synchronized TailSubscription subscribe(BiConsumer<TenantTail, TailSubscription> onClose) {
    TailSubscription subscription =
        new TailSubscription(at.position(), closed -> onClose.accept(this, closed));
    subscriptions.add(subscription);
    return subscription;
  }

  synchronized boolean unsubscribe(TailSubscription subscription) {
    return subscriptions.remove(subscription);
  }

  void stop() {
    stopped.countDown();
    endAll();
  }

  private void run() {
    try {
      long seen = at.position();
      while (stopped.getCount() > 0) {
        long headNow = head.awaitBeyond(seen, IDLE);
        List<StoredEvent> events = record.after(tenant, at.tenantPosition(), BATCH);
        publish(events);
        if (events.size() < BATCH) {
          seen = Math.max(seen, headNow);
        }
        if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Streams of tenant {} end: {}", tenant, e.getClass().getName());
      LOG.debug("The tail of tenant {} failed", tenant, e);
      onFailure.accept(this);
    } finally {
      endAll();
    }
  }

  /** Position and hand-over change together, so that a new subscription misses nothing. */
  private synchronized void publish(List<StoredEvent> events) {
    for (StoredEvent event : events) {
      subscriptions.forEach(it -> it.offer(event));
      at = new RecordOfTenant.Head(event.position(), event.tenantPosition());
    }
  }

  private synchronized void endAll() {
    subscriptions.forEach(TailSubscription::end);
  }
}
