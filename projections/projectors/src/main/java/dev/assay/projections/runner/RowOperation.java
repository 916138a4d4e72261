package dev.assay.projections.runner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A value computed from what the column holds: in SQL, and in memory with the same result. */
sealed interface RowOperation {
  /** An expression over the column, with {@code ?} for {@link #arguments}. */
  String sql(String column);

  List<Object> arguments();

  /** The new value; {@code null} is a column that was never set. */
  Object applyTo(@Nullable Object current);

  /** Of a number column. */
  record Add(Number amount) implements RowOperation {
    @Override
    public String sql(String column) {
      return "coalesce(" + column + ", 0) + ?";
    }

    @Override
    public List<Object> arguments() {
      return List.of(amount);
    }

    @Override
    public Object applyTo(@Nullable Object current) {
      if (current == null) {
        return amount;
      }
      return amount instanceof BigDecimal || current instanceof BigDecimal
          ? decimal(current).add(decimal(amount))
          : (Object) (((Number) current).longValue() + amount.longValue());
    }

    private static BigDecimal decimal(Object number) {
      return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    }
  }

  /** Of a {@code uuid[]} column. */
  record Append(UUID id) implements RowOperation {
    @Override
    public String sql(String column) {
      return "array_append(array_remove(" + column + ", ?), ?)";
    }

    @Override
    public List<Object> arguments() {
      return List.of(id, id);
    }

    @Override
    public Object applyTo(@Nullable Object current) {
      List<Object> ids = without(current, id);
      ids.add(id);
      return new Ids(ids);
    }
  }

  /** Of a {@code uuid[]} column. */
  record Remove(UUID id) implements RowOperation {
    @Override
    public String sql(String column) {
      return "array_remove(" + column + ", ?)";
    }

    @Override
    public List<Object> arguments() {
      return List.of(id);
    }

    @Override
    public Object applyTo(@Nullable Object current) {
      return new Ids(without(current, id));
    }
  }

  /** One after the other. */
  record Then(RowOperation first, RowOperation second) implements RowOperation {
    @Override
    public String sql(String column) {
      return second.sql(first.sql(column));
    }

    @Override
    public List<Object> arguments() {
      List<Object> all = new ArrayList<>(first.arguments());
      all.addAll(second.arguments());
      return all;
    }

    @Override
    public Object applyTo(@Nullable Object current) {
      return second.applyTo(first.applyTo(current));
    }
  }

  /** The operation that does what this one and then another of the same column do. */
  default RowOperation then(RowOperation next) {
    return this instanceof Add some && next instanceof Add more
        ? new Add((Number) more.applyTo(some.amount()))
        : new Then(this, next);
  }

  /** The value of a {@code uuid[]} column. */
  record Ids(List<Object> ids) {}

  private static List<Object> without(@Nullable Object current, UUID id) {
    List<Object> ids = new ArrayList<>(current instanceof Ids known ? known.ids() : List.of());
    ids.removeIf(id::equals);
    return ids;
  }
}
