package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.http.PageQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * By what a list can be sorted. Ties are broken by the id, and an index has each field in this
 * order, so that a deep page costs as much as the first. Immutable.
 *
 * @param <R> the rows of the list
 */
public final class Sorting<R extends MainRow> {
  private static final String CREATED_AT = "createdAt";

  /** The clocks of two writers may differ by so much. */
  private static final Duration APART = Duration.ofHours(1);

  private static final PageQuery.Order NEWEST_FIRST = new PageQuery.Order(CREATED_AT, true);

  /**
   * One field; its name is that of the attribute.
   *
   * @param always whether every row has it; a list that is sorted by it shows no others
   */
  private record Field<R extends MainRow, V extends Comparable<? super V>>(
      String name, boolean always, Function<R, @Nullable V> value, Function<String, V> parse) {

    /** Nothing ends before it is made, so the walk along the ends need not begin earlier. */
    Specification<R> present(@Nullable Instant madeSince) {
      if (always) {
        return Specification.unrestricted();
      }
      return madeSince == null
          ? (root, query, where) -> where.isNotNull(root.get(name))
          : (root, query, where) ->
              where.greaterThanOrEqualTo(root.get(name), madeSince.minus(APART));
    }

    /**
     * The first condition alone bounds the index scan; the second sorts out rows with the same
     * value.
     */
    Specification<R> behind(String text, UUID id, boolean descending) {
      V value = parse.apply(text);
      return (root, query, where) -> behind(root, where, value, id, descending);
    }

    private Predicate behind(
        Root<R> root, CriteriaBuilder where, V value, UUID id, boolean descending) {
      Path<V> path = root.get(name);
      Path<UUID> ids = root.get("id");
      return descending
          ? where.and(
              where.lessThanOrEqualTo(path, value),
              where.or(where.lessThan(path, value), where.lessThan(ids, id)))
          : where.and(
              where.greaterThanOrEqualTo(path, value),
              where.or(where.greaterThan(path, value), where.greaterThan(ids, id)));
    }
  }

  private final Map<String, Field<R, ?>> fields;
  private final Made made;

  private Sorting(Map<String, Field<R, ?>> fields, Made made) {
    this.fields = fields;
    this.made = made;
  }

  /** By {@code createdAt}, the newest first unless asked otherwise. */
  public static <R extends MainRow> Sorting<R> newestFirst() {
    return new Sorting<R>(Map.of(), Made.ANY)
        .with(new Field<R, Instant>(CREATED_AT, true, MainRow::createdAt, Instant::parse));
  }

  /** Also by a time that every row has. */
  public Sorting<R> time(String name, Function<R, @Nullable Instant> value) {
    return with(new Field<>(name, true, value, Instant::parse));
  }

  /** Also by {@code endedAt}: shows what has ended. */
  public Sorting<R> ended(Function<R, @Nullable Instant> value) {
    return with(new Field<>("endedAt", false, value, Instant::parse));
  }

  /** Also by a name. */
  public Sorting<R> text(String name, Function<R, @Nullable String> value) {
    return with(new Field<>(name, true, value, Function.identity()));
  }

  /** The same of a list that has only rows made then. */
  public Sorting<R> made(Made within) {
    return new Sorting<>(fields, within);
  }

  private Sorting<R> with(Field<R, ?> field) {
    Map<String, Field<R, ?>> more = new LinkedHashMap<>(fields);
    more.put(field.name(), field);
    return new Sorting<>(more, made);
  }

  PageQuery.Order order(PageQuery query) {
    return query.order(NEWEST_FIRST, fields.keySet());
  }

  Specification<R> present(PageQuery.Order order) {
    return field(order).present(made.from());
  }

  /** Whether the walk along this order would pass what was made after all that is asked for. */
  boolean passesLaterOnes(PageQuery.Order order) {
    return order.descending() && !field(order).always() && made.to() != null;
  }

  Made made() {
    return made;
  }

  /** Rows behind that value and id, as {@link #value} wrote it. */
  Specification<R> behind(PageQuery.Order order, String value, String id) {
    try {
      return field(order).behind(value, UUID.fromString(id), order.descending());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT, "Expected a cursor of this list, but this is none");
    }
  }

  String value(PageQuery.Order order, R row) {
    return Objects.requireNonNull(field(order).value().apply(row)).toString();
  }

  private Field<R, ?> field(PageQuery.Order order) {
    return Objects.requireNonNull(fields.get(order.field()));
  }
}
