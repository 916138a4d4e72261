package dev.assay.command.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.eventstore.codec.EventCodec;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads versions of workflows from their events. */
public final class RegisteredVersions {
  private static final String EVENTS =
      """
      SELECT type, revision, payload FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ? ORDER BY sequence DESC LIMIT 1000
      """;

  private final JdbcTemplate jdbc;
  private final EventCodec codec;

  /**
   * @param events of a role that may read every event
   */
  public RegisteredVersions(DataSource events, EventCodec codec) {
    this.jdbc = new JdbcTemplate(events);
    this.codec = codec;
  }

  /**
   * Throws {@code NOT_FOUND} where there is no such workflow or version.
   *
   * @param version null takes the one that was registered last
   */
  WorkflowVersionRegistered find(TenantId tenant, WorkflowId id, @Nullable String version) {
    List<Object> events =
        jdbc.query(
            EVENTS,
            (row, index) -> codec.decode(row.getString(1), row.getInt(2), row.getBytes(3)),
            tenant.value(),
            id.value());
    return events.stream()
        .filter(WorkflowVersionRegistered.class::isInstance)
        .map(WorkflowVersionRegistered.class::cast)
        .filter(registered -> version == null || registered.version().equals(version))
        .findFirst()
        .orElseThrow(() -> CommandRejected.notFound("workflow", id));
  }
}
