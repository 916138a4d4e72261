package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import jakarta.persistence.criteria.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/**
 * Pages by the time of creation and the id, which an index has in this order: a deep page costs as
 * much as the first.
 */
public final class Keyset {
  private static final String CREATED_AT = "createdAt";
  private static final PageQuery.Order NEWEST_FIRST = new PageQuery.Order(CREATED_AT, true);

  private record Cursor(Instant createdAt, UUID id) {}

  private Keyset() {}

  /** One page of the rows that match. Must run within {@link TenantReader}. */
  public static <R extends MainRow> Page<R> page(
      JpaSpecificationExecutor<R> rows, PageQuery query, Specification<R> matching) {
    boolean newestFirst = query.order(NEWEST_FIRST, Set.of(CREATED_AT)).descending();
    Specification<R> wanted = matching;
    List<String> parts = query.cursorParts(2);
    if (!parts.isEmpty()) {
      wanted = wanted.and(behind(cursor(parts), newestFirst));
    }
    Sort sort = Sort.by(newestFirst ? Sort.Direction.DESC : Sort.Direction.ASC, CREATED_AT, "id");
    List<R> found =
        rows.findBy(wanted, fluent -> fluent.sortBy(sort).limit(query.limit() + 1).all());
    return Page.of(
        found, query.limit(), row -> List.of(row.createdAt().toString(), row.id().toString()));
  }

  /** Everything; the start of a chain of filters. */
  public static <R extends MainRow> Specification<R> all() {
    return Specification.unrestricted();
  }

  /**
   * The first condition alone bounds the index scan; the second sorts out rows of the same time.
   */
  private static <R extends MainRow> Specification<R> behind(Cursor cursor, boolean newestFirst) {
    return (root, query, where) -> {
      Path<Instant> at = root.get(CREATED_AT);
      Path<UUID> id = root.get("id");
      return newestFirst
          ? where.and(
              where.lessThanOrEqualTo(at, cursor.createdAt()),
              where.or(where.lessThan(at, cursor.createdAt()), where.lessThan(id, cursor.id())))
          : where.and(
              where.greaterThanOrEqualTo(at, cursor.createdAt()),
              where.or(
                  where.greaterThan(at, cursor.createdAt()), where.greaterThan(id, cursor.id())));
    };
  }

  private static Cursor cursor(List<String> parts) {
    try {
      return new Cursor(Instant.parse(parts.getFirst()), UUID.fromString(parts.getLast()));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT, "Expected a cursor of this list, but this is none");
    }
  }
}
