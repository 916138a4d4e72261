package dev.assay.projections.runner;

import dev.assay.projections.runner.RowChange.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many changes as few rows: changes of a row that is made among them are computed in memory, so
 * that it is written once. Changes of rows that were there before are put together by row.
 */
final class FoldedRows {
  /** Rows of one view with the same columns in the same order. */
  record Form(String view, List<String> keys, List<String> columns) {
    static Form of(String view, Row row) {
      return new Form(view, List.copyOf(row.key().keySet()), List.copyOf(row.values().keySet()));
    }

    /** Whether a row of this view has this form. */
    boolean isOf(Row row) {
      return same(keys, row.key().keySet()) && same(columns, row.values().keySet());
    }

    private static boolean same(List<String> names, Set<String> others) {
      if (names.size() != others.size()) {
        return false;
      }
      int at = 0;
      for (String other : others) {
        if (!names.get(at++).equals(other)) {
          return false;
        }
      }
      return true;
    }
  }

  private record Group(Form form, List<Row> rows) {}

  private final Map<RowIdentity, GrowingRow> made = new LinkedHashMap<>();
  private final Map<RowIdentity, List<EventChange>> changed = new LinkedHashMap<>();

  static FoldedRows of(List<EventChange> changes) {
    FoldedRows folded = new FoldedRows();
    changes.forEach(folded::add);
    return folded;
  }

  /** Rows to be made, by their form. */
  Map<Form, List<Row>> made() {
    Map<Form, List<Row>> forms = new HashMap<>();
    // Most rows of a view have the form of the one before.
    Map<String, Group> latest = new HashMap<>();
    for (GrowingRow one : made.values()) {
      Row row = one.row();
      Group group = latest.get(one.view());
      if (group == null || !group.form().isOf(row)) {
        Form form = Form.of(one.view(), row);
        group = new Group(form, forms.computeIfAbsent(form, f -> new ArrayList<>()));
        latest.put(one.view(), group);
      }
      group.rows().add(row);
    }
    return forms;
  }

  /** Changes of rows that were there before: those of each row, in order. */
  Collection<List<EventChange>> changed() {
    return changed.values();
  }

  private void add(EventChange change) {
    RowIdentity row = change.row();
    GrowingRow known = made.get(row);
    if (known != null) {
      known.change(change);
    } else if (change.change().kind() == Kind.UPSERT && !changed.containsKey(row)) {
      made.put(row, new GrowingRow(change));
    } else {
      changed.computeIfAbsent(row, r -> new ArrayList<>(2)).add(change);
    }
  }
}
