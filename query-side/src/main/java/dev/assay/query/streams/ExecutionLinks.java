package dev.assay.query.streams;

import dev.assay.api.id.TenantId;
import dev.assay.query.reading.TenantReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds by the read models what an execution has started so far. */
public final class ExecutionLinks {
  private static final int MOST = 10_000;

  private final TenantReader reader;
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc on the connections of {@code reader}
   */
  public ExecutionLinks(TenantReader reader, JdbcTemplate jdbc) {
    this.reader = reader;
    this.jdbc = jdbc;
  }

  /** The execution itself and all that belongs to it. */
  List<UUID> of(TenantId tenant, UUID executionId) {
    return reader.read(
        tenant,
        () -> {
          List<UUID> owners = new ArrayList<>(List.of(executionId));
          List<UUID> validations = find("validation_id", "validations", "execution_id", owners);
          owners.addAll(validations);
          List<UUID> all = new ArrayList<>(owners);
          all.addAll(find("agent_execution_id", "agent_executions", "owner_id", owners));
          all.addAll(find("review_id", "reviews", "validation_id", validations));
          return all;
        });
  }

  private List<UUID> find(String id, String view, String column, List<UUID> values) {
    return jdbc.queryForList(
        "SELECT %s FROM read_model.%s WHERE %s = ANY (?) LIMIT %d"
            .formatted(id, view, column, MOST),
        UUID.class,
        (Object) values.toArray(UUID[]::new));
  }
}
