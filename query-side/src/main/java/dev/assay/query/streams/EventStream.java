package dev.assay.query.streams;

import dev.assay.api.id.TenantId;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.reader.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Writes one stream: first what was recorded up to where the subscription begins, then what
 * follows, until the watched aggregate ends. Runs on a thread of its own and blocks on a slow
 * client.
 */
final class EventStream implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int BATCH = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TEXTS = Duration.ofMillis(20);

  /**
   * What is watched.
   *
   * @param aggregate the one whose end ends the stream
   * @param endings names of the events that end it
   * @param after the position after which the client wants to know
   */
  record Watch(TenantId tenant, UUID aggregate, Set<String> endings, long after) {}

  private final Watch watch;
  private final Trail trail;
  private final RecordOfTenant record;
  private final TailSubscription live;
  private final TokenFeed.@Nullable Subscription texts;
  private final SseEmitter out;

  EventStream(
      Watch watch,
      Trail trail,
      RecordOfTenant record,
      TailSubscription live,
      TokenFeed.@Nullable Subscription texts,
      SseEmitter out) {
    this.watch = watch;
    this.trail = trail;
    this.record = record;
    this.live = live;
    this.texts = texts;
    this.out = out;
  }

  @Override
  public void run() {
    try (live;
        texts) {
      out.send(SseEmitter.event().comment("watching " + watch.aggregate()));
      if (!writePast()) {
        follow();
      }
      out.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A watcher of {} has gone", watch.aggregate(), e);
    } catch (RuntimeException e) {
      LOG.warn("A stream of {} ends: {}", watch.aggregate(), e.getClass().getName());
      LOG.debug("The stream failed", e);
      out.complete();
    }
  }

  /** True where the past holds the end. An execution that was retried has not ended. */
  private boolean writePast() throws IOException {
    boolean ended = false;
    // The whole past is read, not only what the client lacks: the end may be before its position.
    long position = 0;
    while (true) {
      List<StoredEvent> past =
          record.ofAggregates(
              watch.tenant(), trail.aggregates(), position, live.startPosition(), BATCH);
      for (StoredEvent event : past) {
        if (event.aggregateId().equals(watch.aggregate())) {
          ended = watch.endings().contains(event.type());
        }
        if (event.position() > watch.after()) {
          write(event);
        }
        position = event.position();
      }
      if (past.size() < BATCH) {
        return ended;
      }
    }
  }

  private void follow() throws IOException, InterruptedException {
    long lastSign = System.nanoTime();
    while (!live.ended()) {
      boolean wroteText = writeTexts();
      StoredEvent event = live.next(texts == null ? HEARTBEAT : BETWEEN_TEXTS);
      boolean wroteEvent = false;
      // The trail sees every event, also those that the client has: they tell what belongs to it.
      if (event != null && trail.leadsTo(event)) {
        if (event.position() > watch.after()) {
          write(event);
          wroteEvent = true;
        }
        if (isEnd(event)) {
          writeTexts();
          return;
        }
      }
      if (wroteEvent || wroteText) {
        lastSign = System.nanoTime();
      } else if (System.nanoTime() - lastSign >= HEARTBEAT.toNanos()) {
        out.send(SseEmitter.event().comment("still here"));
        lastSign = System.nanoTime();
      }
    }
  }

  private boolean isEnd(StoredEvent event) {
    return event.aggregateId().equals(watch.aggregate()) && watch.endings().contains(event.type());
  }

  private boolean writeTexts() throws IOException, InterruptedException {
    boolean wrote = false;
    if (texts != null) {
      TokenFeed.Piece piece = texts.next(Duration.ZERO);
      while (piece != null) {
        out.send(SseEmitter.event().name("text").data(piece, MediaType.APPLICATION_JSON));
        wrote = true;
        piece = texts.next(Duration.ZERO);
      }
    }
    return wrote;
  }

  private void write(StoredEvent event) throws IOException {
    out.send(
        SseEmitter.event()
            .id(Long.toString(event.position()))
            .name(event.type())
            .data(StreamedEvent.of(event), MediaType.APPLICATION_JSON));
  }
}
