package dev.assay.command.guard;

import dev.assay.api.id.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where tenants stand, read from their events and kept for a moment: a suspension in another
 * process is seen within {@link #FRESH}.
 */
public final class Tenants {
  static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MAX_KEPT = 10_000;

  private static final String LAST_CHANGE =
      """
      SELECT type FROM event_store.events
      WHERE tenant_id = ? AND aggregate_id = ?
        AND type IN ('tenant.registered', 'tenant.suspended', 'tenant.reactivated')
      ORDER BY sequence DESC LIMIT 1
      """;

  /** Whether a tenant may be worked for. */
  public enum Status {
    UNKNOWN,
    ACTIVE,
    SUSPENDED
  }

  private record Seen(Status status, Instant at) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final Map<TenantId, Seen> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Seen> eldest) {
          return size() > MAX_KEPT;
        }
      };

  public Tenants(DataSource events, Clock clock) {
    this.jdbc = new JdbcTemplate(events);
    this.clock = clock;
  }

  public Status status(TenantId tenant) {
    Instant now = clock.instant();
    synchronized (seen) {
      Seen last = seen.get(tenant);
      if (last != null && last.at().plus(FRESH).isAfter(now)) {
        return last.status();
      }
    }
    Status status = read(tenant);
    synchronized (seen) {
      seen.remove(tenant);
      seen.put(tenant, new Seen(status, now));
    }
    return status;
  }

  void forget(TenantId tenant) {
    synchronized (seen) {
      seen.remove(tenant);
    }
  }

  private Status read(TenantId tenant) {
    List<String> last =
        jdbc.queryForList(LAST_CHANGE, String.class, tenant.value(), tenant.value());
    if (last.isEmpty()) {
      return Status.UNKNOWN;
    }
    return last.getFirst().equals("tenant.suspended") ? Status.SUSPENDED : Status.ACTIVE;
  }
}
