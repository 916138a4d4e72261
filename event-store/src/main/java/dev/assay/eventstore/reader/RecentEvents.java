package dev.assay.eventstore.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * The end of the record, shared by the readers of a process: an event is read and decoded once and
 * not once for each projection and process manager. A reader that is far behind reads past it.
 * Thread-safe.
 */
public final class RecentEvents implements EventSource {
  private final EventSource source;
  private final int maxEvents;
  private final long maxBytes;
  private List<StoredEvent> events = new ArrayList<>();
  private long bytes;

  /**
   * @param maxEvents to keep at most
   * @param maxBytes of their stored payloads and metadata to keep at most
   */
  public RecentEvents(EventSource source, int maxEvents, long maxBytes) {
    this.source = source;
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  @Override
  public List<StoredEvent> after(long position, int limit) {
    synchronized (this) {
      if (!isBefore(position)) {
        // Positions are dense, so the index follows from the position.
        List<StoredEvent> kept = keptAfter(position, limit);
        return kept.isEmpty() ? readOn(position, limit) : kept;
      }
    }
    return source.after(position, limit);
  }

  private boolean isBefore(long position) {
    return !events.isEmpty() && position < events.getFirst().position() - 1;
  }

  private List<StoredEvent> keptAfter(long position, int limit) {
    if (events.isEmpty() || position >= events.getLast().position()) {
      return List.of();
    }
    int from = (int) (position + 1 - events.getFirst().position());
    return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
  }

  private List<StoredEvent> readOn(long position, int limit) {
    List<StoredEvent> read = source.after(position, limit);
    if (!events.isEmpty() && events.getLast().position() != position) {
      events = new ArrayList<>();
      bytes = 0;
    }
    events.addAll(read);
    bytes += read.stream().mapToLong(RecentEvents::size).sum();
    evict();
    return read;
  }

  private void evict() {
    int drop = 0;
    while (drop < events.size() && (events.size() - drop > maxEvents || bytes > maxBytes)) {
      bytes -= size(events.get(drop));
      drop++;
    }
    if (drop > 0) {
      events = new ArrayList<>(events.subList(drop, events.size()));
    }
  }

  private static long size(StoredEvent event) {
    return event.payload().length + (long) event.metadataBytes().length;
  }
}
