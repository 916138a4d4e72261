package dev.assay.query.audit.report;

import dev.assay.query.reading.Filters;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of the record a report looks at; null does not narrow it.
 *
 * @param from recorded then or later
 * @param to recorded before
 * @param workflowExecutionId the execution with all that belongs to its correlation
 */
record ReportScope(
    @Nullable Instant from, @Nullable Instant to, @Nullable UUID workflowExecutionId) {

  static ReportScope ofParameters(
      @Nullable String from, @Nullable String to, @Nullable String workflowExecutionId) {
    ReportScope scope =
        new ReportScope(
            Filters.time("from", from),
            Filters.time("to", to),
            Filters.id("workflowExecutionId", workflowExecutionId));
    if (scope.from != null && scope.to != null && !scope.from.isBefore(scope.to)) {
      throw Filters.refused(
          "to", "Expected a period that ends after it begins, but to is not after from");
    }
    return scope;
  }

  boolean hasPeriod() {
    return from != null || to != null;
  }

  boolean holds(Instant time) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }
}
