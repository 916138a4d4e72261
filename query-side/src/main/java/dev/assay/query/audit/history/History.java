package dev.assay.query.audit.history;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.reader.StoredEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One aggregate's history, read forward in batches and added up as it is read. */
final class History {
  /** No aggregate of ours lives as long; a record that holds more is not read on. */
  static final int MOST_EVENTS = 50_000;

  private final String aggregateType;
  private final UUID aggregateId;
  private final LongFunction<List<StoredEvent>> fromSequence;
  private final Fold folded;
  private final Queue<StoredEvent> read = new ArrayDeque<>();
  private @Nullable StoredEvent last;
  private long next;
  private boolean ended;

  /**
   * @param fromSequence the next batch from a sequence on; empty at the end
   */
  History(
      String aggregateType,
      UUID aggregateId,
      Fold folded,
      LongFunction<List<StoredEvent>> fromSequence) {
    this.aggregateType = aggregateType;
    this.aggregateId = aggregateId;
    this.folded = folded;
    this.fromSequence = fromSequence;
  }

  /** Adds the next event if it had happened by then; null where it had not, or there is none. */
  @Nullable StoredEvent advance(Moment moment) {
    StoredEvent event = peek();
    if (event == null || !moment.includes(event)) {
      return null;
    }
    read.remove();
    add(event);
    last = event;
    return event;
  }

  /** The last event that was added; null before the first. */
  @Nullable StoredEvent last() {
    return last;
  }

  @Nullable JsonNode state() {
    return folded.state();
  }

  private @Nullable StoredEvent peek() {
    if (read.isEmpty() && !ended) {
      List<StoredEvent> batch = fromSequence.apply(next);
      // Another aggregate type under this id is another thing, which is not there.
      ended = batch.isEmpty() || !batch.getFirst().aggregateType().equals(aggregateType);
      if (!ended) {
        read.addAll(batch);
        next = batch.getLast().sequence() + 1;
      }
    }
    StoredEvent event = read.peek();
    if (event != null && event.sequence() >= MOST_EVENTS) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected at most " + MOST_EVENTS + " events of an aggregate, but there are more");
    }
    return event;
  }

  private void add(StoredEvent event) {
    try {
      folded.add(event);
    } catch (UnknownEventException e) {
      throw unprocessable(
          "Expected to read every event of %s %s, but this build cannot read %s of revision %d at position %d"
              .formatted(
                  aggregateType, aggregateId, event.type(), event.revision(), event.position()));
    } catch (IllegalStateException e) {
      throw unprocessable(
          "Expected a history that %s %s can have, but %s at position %d cannot follow what is before it"
              .formatted(aggregateType, aggregateId, event.type(), event.position()));
    }
  }

  private static CommandRejected unprocessable(String message) {
    return new CommandRejected(RejectionCode.UNPROCESSABLE, message);
  }
}
