package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that is made, and changed by what follows, before it is written. */
final class GrowingRow {
  private final String view;
  private final Row made;
  private final Map<String, @Nullable Object> values;
  private StoredEvent last;

  GrowingRow(EventChange change) {
    view = change.change().view();
    made = Row.of(change.event(), change.change());
    values = new LinkedHashMap<>(made.values());
    last = change.event();
  }

  String view() {
    return view;
  }

  void change(EventChange later) {
    for (Map.Entry<String, @Nullable Object> next : later.change().values().entrySet()) {
      values.put(
          next.getKey(),
          next.getValue() instanceof RowOperation operation
              ? operation.applyTo(values.get(next.getKey()))
              : next.getValue());
    }
    last = later.event();
  }

  Row row() {
    return new Row(
        made.tenant(),
        made.key(),
        values,
        made.createdAt(),
        made.createdPosition(),
        last.recordedAt(),
        last.position(),
        last.sequence());
  }
}
