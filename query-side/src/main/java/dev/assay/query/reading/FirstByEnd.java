package dev.assay.query.reading;

import dev.assay.http.PageQuery;
import jakarta.persistence.criteria.Root;
import java.util.UUID;
import org.hibernate.query.criteria.JpaSubQuery;
import org.springframework.data.jpa.domain.Specification;

/**
 * The first rows of a list of a past span of time, the latest end first. A walk along the ends
 * begins today and passes all that was made since; so these are found among the rows of the span,
 * by an index that has their ends beside, and only those of the page are read.
 */
final class FirstByEnd {
  private FirstByEnd() {}

  /** At most {@code many} of those that match; each of them has ended. */
  static <R extends MainRow> Specification<R> of(
      Specification<R> matching, PageQuery.Order order, int many) {
    return (root, query, where) -> {
      JpaSubQuery<UUID> first = (JpaSubQuery<UUID>) query.subquery(UUID.class);
      Root<R> row = first.from(root.getModel());
      first
          .select(row.get("id"))
          .where(matching.toPredicate(row, query, where))
          .orderBy(
              // The same time, but not the column by which the planner would walk.
              where.desc(where.coalesce(row.get(order.field()), row.get("createdAt"))),
              where.desc(row.get("id")))
          .fetch(many);
      return root.get("id").in(first);
    };
  }
}
