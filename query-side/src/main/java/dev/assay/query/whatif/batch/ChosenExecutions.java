package dev.assay.query.whatif.batch;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.query.reading.TenantReader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the executions that a question is asked of, among those that the tenant has. */
final class ChosenExecutions {
  private final TenantReader reader;
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc on the connections of {@code reader}
   */
  ChosenExecutions(TenantReader reader, JdbcTemplate jdbc) {
    this.reader = reader;
    this.jdbc = jdbc;
  }

  /** Each once, in the order in which they were named. {@code NOT_FOUND} where one is not there. */
  List<UUID> named(TenantId tenant, List<UUID> ids) {
    Set<UUID> wanted = new LinkedHashSet<>(ids);
    List<UUID> there =
        reader.read(
            tenant,
            () ->
                jdbc.queryForList(
                    "SELECT execution_id FROM read_model.executions WHERE execution_id = ANY (?)",
                    UUID.class,
                    (Object) wanted.toArray(UUID[]::new)));
    Set<UUID> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(new HashSet<>(there));
    if (!missing.isEmpty()) {
      throw CommandRejected.notFound("execution", missing.iterator().next());
    }
    return List.copyOf(wanted);
  }

  /** The newest first. Refuses a selection that finds none. */
  List<UUID> selected(TenantId tenant, AskedSelection selection, int most) {
    StringBuilder sql =
        new StringBuilder("SELECT execution_id FROM read_model.executions WHERE true");
    List<Object> values = new ArrayList<>();
    String status = selection.knownStatus();
    if (selection.workflow() != null) {
      sql.append(" AND ? IN (workflow_id::text, name, namespace || '/' || name)");
      values.add(selection.workflow());
    }
    if (selection.version() != null) {
      sql.append(" AND version = ?");
      values.add(selection.version());
    }
    if (status != null) {
      sql.append(" AND status = ?");
      values.add(status);
    }
    if (selection.startedFrom() != null) {
      sql.append(" AND created_at >= ?");
      values.add(selection.startedFrom().atOffset(ZoneOffset.UTC));
    }
    if (selection.startedTo() != null) {
      sql.append(" AND created_at < ?");
      values.add(selection.startedTo().atOffset(ZoneOffset.UTC));
    }
    sql.append(" ORDER BY created_at DESC, execution_id DESC LIMIT ?");
    values.add(most);
    List<UUID> found =
        reader.read(tenant, () -> jdbc.queryForList(sql.toString(), UUID.class, values.toArray()));
    if (found.isEmpty()) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected the selection to find executions, but there are none of the kind");
    }
    return found;
  }
}
