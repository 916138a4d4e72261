package dev.assay.replay.whatif;

import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.replay.engine.Append;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people decided in the record, by the content that they were shown. */
final class DecisionBook {
  /** A decision, and how long the review was open before it. */
  record Entry(Append outcome, ReviewDecided decided, Duration took) {}

  private final List<Entry> all = new ArrayList<>();

  DecisionBook(RecordedRun record) {
    Map<UUID, Instant> opened = new HashMap<>();
    for (RecordedEvent event : record.events()) {
      if (event.event() instanceof ReviewOpened) {
        opened.put(event.aggregateId(), event.timestamp());
      } else if (event.event() instanceof ReviewDecided decided) {
        Instant since = opened.getOrDefault(event.aggregateId(), event.timestamp());
        record.decisionsOn(event.aggregateId()).stream()
            .filter(append -> append.commandId().equals(event.commandId()))
            .forEach(
                append ->
                    all.add(
                        new Entry(append, decided, Duration.between(since, event.timestamp()))));
      }
    }
  }

  /** The last decision on this content; null where there is none. */
  @Nullable Entry on(String contentHash) {
    return all.stream()
        .filter(entry -> entry.decided().contentHash().equals(contentHash))
        .reduce((one, next) -> next)
        .orElse(null);
  }

  /** The last decision on whatever content; null where nobody decided anything. */
  @Nullable Entry last() {
    return all.isEmpty() ? null : all.getLast();
  }
}
