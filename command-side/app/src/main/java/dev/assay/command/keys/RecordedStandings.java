package dev.assay.command.keys;

import dev.assay.api.id.SubjectId;
import dev.assay.api.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the record says about subjects, whatever the key store says. */
final class RecordedStandings {
  private static final String LAST =
      """
      SELECT DISTINCT ON (aggregate_id) aggregate_id, type FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ANY (?) AND aggregate_type = 'Subject'
      ORDER BY aggregate_id, sequence DESC
      """;

  /** What was decided last about a subject. */
  enum Standing {
    HELD,
    FREE,
    ERASED
  }

  private final JdbcTemplate jdbc;

  /**
   * @param events of a role that may read every event
   */
  RecordedStandings(DataSource events) {
    this.jdbc = new JdbcTemplate(events);
  }

  /** By pseudonym; only of those about whom anything was ever decided. */
  Map<String, Standing> of(TenantId tenant, Collection<String> subjects) {
    Map<UUID, String> byId = new HashMap<>();
    subjects.forEach(subject -> byId.put(SubjectId.of(tenant, subject).value(), subject));
    Map<String, Standing> standings = new HashMap<>();
    jdbc.query(
        LAST,
        row -> {
          standings.put(byId.get(row.getObject(1, UUID.class)), standing(row.getString(2)));
        },
        tenant.value(),
        byId.keySet().toArray(UUID[]::new));
    return standings;
  }

  private static Standing standing(String type) {
    return switch (type) {
      case "subject.erased" -> Standing.ERASED;
      case "subject.legal-hold-placed" -> Standing.HELD;
      default -> Standing.FREE;
    };
  }
}
