package dev.assay.projections.runner;

import dev.assay.projections.runner.RowChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many changes as few rows: changes of a row that is made among them are computed in memory, so
 * that it is written once. Changes of rows that were there before are left as they are.
 */
final class FoldedRows {
  /** Rows of one view with the same columns. */
  record Form(String view, List<String> columns) {}

  private record Made(String view, Row row) {}

  private final Map<List<Object>, Made> made = new LinkedHashMap<>();
  private final Set<List<Object>> there = new HashSet<>();
  private final List<EventChange> others = new ArrayList<>();

  static FoldedRows of(List<EventChange> changes) {
    FoldedRows folded = new FoldedRows();
    changes.forEach(folded::add);
    return folded;
  }

  /** Rows to be made, by their form. */
  Map<Form, List<Row>> made() {
    Map<Form, List<Row>> forms = new HashMap<>();
    for (Made one : made.values()) {
      Form form = new Form(one.view(), List.copyOf(one.row().values().keySet()));
      forms.computeIfAbsent(form, f -> new ArrayList<>()).add(one.row());
    }
    return forms;
  }

  /** Changes of rows that were there before, in order. */
  List<EventChange> others() {
    return others;
  }

  /** How many rows it will write, for people. */
  int size() {
    return made.size() + others.size();
  }

  private void add(EventChange change) {
    List<Object> row = change.row();
    Made known = made.get(row);
    if (known != null) {
      made.put(row, new Made(known.view(), known.row().after(change.event(), change.change())));
    } else if (change.change().kind() == Kind.UPSERT && !there.contains(row)) {
      made.put(row, new Made(change.change().view(), Row.of(change.event(), change.change())));
    } else {
      there.add(row);
      others.add(change);
    }
  }
}
