package dev.assay.query.reading;

import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/** Pages that begin behind a row, wherever it is by now, and not at a number. */
public final class Keyset {
  private Keyset() {}

  /** One page of the rows that match, by creation. Must run within {@link TenantReader}. */
  public static <R extends MainRow> Page<R> page(
      JpaSpecificationExecutor<R> rows, PageQuery query, Specification<R> matching) {
    return page(rows, query, matching, Sorting.newestFirst());
  }

  /** The same, sorted as is asked for. */
  public static <R extends MainRow> Page<R> page(
      JpaSpecificationExecutor<R> rows,
      PageQuery query,
      Specification<R> matching,
      Sorting<R> sorting) {
    PageQuery.Order order = sorting.order(query);
    Specification<R> wanted = matching.and(sorting.present(order));
    List<String> cursor = query.cursorParts(2);
    if (!cursor.isEmpty()) {
      wanted = wanted.and(sorting.behind(order, cursor.getFirst(), cursor.getLast()));
    }
    if (sorting.passesLaterOnes(order) && takesLessThanPassingLaterOnes(rows, sorting.made())) {
      wanted = FirstByEnd.of(wanted, order, query.limit() + 1);
    }
    Sort sort =
        Sort.by(order.descending() ? Sort.Direction.DESC : Sort.Direction.ASC, order.field(), "id");
    List<R> found =
        rows.findBy(wanted, fluent -> fluent.sortBy(sort).limit(query.limit() + 1).all());
    return query.page(found, row -> List.of(sorting.value(order, row), row.id().toString()));
  }

  private static <R extends MainRow> boolean takesLessThanPassingLaterOnes(
      JpaSpecificationExecutor<R> rows, Made made) {
    return rows.<R, Optional<R>>findBy(
            all(), fluent -> fluent.sortBy(Sort.by("createdAt", "id")).first())
        .filter(oldest -> made.takesLessThanPassingLaterOnes(oldest.createdAt(), Instant.now()))
        .isPresent();
  }

  /** Everything; the start of a chain of filters. */
  public static <R extends MainRow> Specification<R> all() {
    return Specification.unrestricted();
  }
}
