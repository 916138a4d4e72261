package dev.assay.projections.runner;

import dev.assay.api.id.Id;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row. Tenant, positions, sequence and times are not set here: the writer takes
 * them from the event, so that none can be forgotten.
 *
 * <p>Values may be ids, UUIDs, instants, strings, numbers, booleans and enums (stored by name);
 * anything else is stored as JSON.
 *
 * <p>A row whose columns are computed from what they were ({@link #add}, {@link #append}, {@link
 * #remove}) is made by one event in its life: a rebuild computes it in memory, from that event on.
 */
public final class RowChange {
  /** Insert, or where the row is there set these columns; or set columns of a row that is there. */
  enum Kind {
    UPSERT,
    UPDATE
  }

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

  /** Sets a column. Maps and sets without an order of their own are stored in their keys' order. */
  public RowChange set(String column, @Nullable Object value) {
    values.put(column, inOrder(value));
    return this;
  }

  /** The order of {@code Map.of} is another in each process: equal rows would differ. */
  private static @Nullable Object inOrder(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SequencedMap<?, ?> ordered -> ordered;
      case Map<?, ?> map -> new TreeMap<>(map);
      case SequencedSet<?> ordered -> ordered;
      case Set<?> set -> List.copyOf(new TreeSet<>(set));
      default -> value;
    };
  }

  /** Adds to a number of an existing row; null counts as 0. */
  public RowChange add(String column, Number amount) {
    return operate(column, new RowOperation.Add(amount));
  }

  /** Puts an id at the end of a list of an existing row; once, however often it comes. */
  public RowChange append(String column, Id id) {
    return operate(column, new RowOperation.Append(id.value()));
  }

  /** Takes an id out of a list of an existing row. */
  public RowChange remove(String column, Id id) {
    return operate(column, new RowOperation.Remove(id.value()));
  }

  private RowChange operate(String column, RowOperation operation) {
    if (kind == Kind.UPSERT) {
      throw new IllegalStateException("Expected to change " + column + " of an existing row");
    }
    values.put(column, operation);
    return this;
  }

  /**
   * Makes this update do what a later one of the same row does after it. Answers false, and is of
   * no use any more, where no single update does that.
   */
  boolean absorb(RowChange later) {
    if (kind == Kind.UPSERT || later.kind == Kind.UPSERT) {
      return false;
    }
    for (Map.Entry<String, @Nullable Object> next : later.values.entrySet()) {
      Object after = next.getValue();
      if (after instanceof RowOperation operation && values.containsKey(next.getKey())) {
        // What an operation makes of a value that is not stored yet, only the database knows for
        // sure.
        if (!(values.get(next.getKey()) instanceof RowOperation before)) {
          return false;
        }
        after = before.then(operation);
      }
      values.put(next.getKey(), after);
    }
    return true;
  }

  RowChange copy() {
    RowChange copy = new RowChange(kind, view);
    copy.key.putAll(key);
    copy.values.putAll(values);
    return copy;
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
}
