package dev.assay.eventstore.reader;

import java.util.List;

/**
 * Some of the aggregates, by their ids.
 *
 * @param index from 0 to below {@code of}
 * @param aggregateTypes as in the event catalogue; empty takes in all
 */
public record Slice(int index, int of, List<String> aggregateTypes) {
  public Slice {
    aggregateTypes = List.copyOf(aggregateTypes);
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "Expected a slice from 0 to below %d, but got %d".formatted(of, index));
    }
  }
}
