package dev.assay.projections.schema;

import java.util.List;

/**
 * One read model: tables that are filled by one projector, from the events of some aggregate types,
 * and can be dropped and filled again.
 *
 * @param name as in {@code GET /projections/{name}}: lower case with hyphens
 * @param version counts from 1; a change of its tables or of how they are filled is a new version
 * @param summary one sentence for people
 * @param aggregateTypes whose events it takes in, as in the event catalogue; empty takes in all
 * @param views the names that queries read; the table behind each has the suffix {@code
 *     _v<version>}
 */
public record ReadModel(
    String name, int version, String summary, List<String> aggregateTypes, List<String> views) {

  public ReadModel {
    aggregateTypes = List.copyOf(aggregateTypes);
    views = List.copyOf(views);
  }

  /** The physical table behind a view, without its schema. */
  public String table(String view) {
    if (!views.contains(view)) {
      throw new IllegalArgumentException(
          "Expected one of " + views + " of read model " + name + ", but got " + view);
    }
    return view + "_v" + version;
  }

  /** Whether events of this aggregate type are its business. */
  public boolean takesIn(String aggregateType) {
    return aggregateTypes.isEmpty() || aggregateTypes.contains(aggregateType);
  }
}
