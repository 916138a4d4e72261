package dev.assay.projections.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row. Tenant, positions, sequence and times are not set here: the writer takes
 * them from the event, so that none can be forgotten.
 *
 * <p>Values may be ids, UUIDs, instants, strings, numbers, booleans and enums (stored by name);
 * anything else is stored as JSON.
 */
public final class RowChange {
  /** Insert, or where the row is there set these columns; or set columns of a row that is there. */
  enum Kind {
    UPSERT,
    UPDATE
  }

  /** A value that is computed from the row, such as {@code coalesce(attempts, 0) + ?}. */
  record Expression(String sql, List<Object> arguments) {}

  private final Kind kind;
  private final String view;
  private final Map<String, Object> key = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private RowChange(Kind kind, String view) {
    this.kind = kind;
    this.view = view;
  }

  /** Makes the row, or sets these columns where the same key is there. */
  public static RowChange upsert(String view) {
    return new RowChange(Kind.UPSERT, view);
  }

  /** Sets columns of a row; without any, records only that the event concerned it. */
  public static RowChange update(String view) {
    return new RowChange(Kind.UPDATE, view);
  }

  /** A part of the key beside the tenant. */
  public RowChange key(String column, Object value) {
    key.put(column, value);
    return this;
  }

  public RowChange set(String column, @Nullable Object value) {
    values.put(column, value);
    return this;
  }

  /**
   * Sets a column of an existing row to an SQL expression over the row; {@code ?} are arguments.
   */
  public RowChange compute(String column, String sql, Object... arguments) {
    if (kind == Kind.UPSERT) {
      throw new IllegalStateException("Expected to compute " + column + " of an existing row");
    }
    values.put(column, new Expression(sql, List.copyOf(Arrays.asList(arguments))));
    return this;
  }

  Kind kind() {
    return kind;
  }

  String view() {
    return view;
  }

  Map<String, Object> key() {
    return key;
  }

  Map<String, @Nullable Object> values() {
    return values;
  }

  /** Two changes with equal identity and tenant are of the same row. */
  List<Object> identity() {
    List<Object> identity = new ArrayList<>(key.values());
    identity.addFirst(view);
    return identity;
  }
}
