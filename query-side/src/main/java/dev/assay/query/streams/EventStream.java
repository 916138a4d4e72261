package dev.assay.query.streams;

import dev.assay.api.id.TenantId;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.tail.RecordOfTenant;
import dev.assay.eventstore.tail.StreamedEvent;
import dev.assay.eventstore.tail.TailSubscription;
import dev.assay.http.stream.LiveStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream: first what was recorded up to where the subscription begins, then what
 * follows, until the watched aggregate ends.
 */
final class EventStream implements LiveStream.Script {
  private static final int BATCH = 200;
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

  EventStream(
      Watch watch,
      Trail trail,
      RecordOfTenant record,
      TailSubscription live,
      TokenFeed.@Nullable Subscription texts) {
    this.watch = watch;
    this.trail = trail;
    this.record = record;
    this.live = live;
    this.texts = texts;
  }

  @Override
  public void play(LiveStream out) throws IOException, InterruptedException {
    try (live;
        texts) {
      out.comment("watching " + watch.aggregate());
      if (!writePast(out)) {
        follow(out);
      }
    }
  }

  /** True where the past holds the end. An execution that was retried has not ended. */
  private boolean writePast(LiveStream out) throws IOException {
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
          write(out, event);
        }
        position = event.position();
      }
      if (past.size() < BATCH) {
        return ended;
      }
    }
  }

  private void follow(LiveStream out) throws IOException, InterruptedException {
    while (!live.ended()) {
      writeTexts(out);
      StoredEvent event = live.next(texts == null ? LiveStream.QUIET : BETWEEN_TEXTS);
      // The trail sees every event, also those that the client has: they tell what belongs to it.
      if (event != null && trail.leadsTo(event)) {
        if (event.position() > watch.after()) {
          write(out, event);
        }
        if (isEnd(event)) {
          writeTexts(out);
          return;
        }
      }
      out.stillHere();
    }
  }

  private boolean isEnd(StoredEvent event) {
    return event.aggregateId().equals(watch.aggregate()) && watch.endings().contains(event.type());
  }

  private void writeTexts(LiveStream out) throws IOException, InterruptedException {
    if (texts != null) {
      TokenFeed.Piece piece = texts.next(Duration.ZERO);
      while (piece != null) {
        out.event("text", piece);
        piece = texts.next(Duration.ZERO);
      }
    }
  }

  private static void write(LiveStream out, StoredEvent event) throws IOException {
    out.event(event.position(), event.type(), StreamedEvent.of(event));
  }
}
