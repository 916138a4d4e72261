package dev.assay.inference.queue;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.inference.testing.ModelCallFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A queue on a database of its own, and short ways to fill it. */
public final class QueueInDatabase implements AutoCloseable {
  /** Short enough for tests to outlive, long enough for a slow machine to renew. */
  public static final Duration LEASE = Duration.ofMillis(1_500);

  private final EmbeddedDatabase database = EmbeddedDatabase.create(WorkSchema.MIGRATIONS);
  public final ModelCallQueue queue = new ModelCallQueue(dataSource());
  public final CallLeases leases = new CallLeases(dataSource(), "worker-1", LEASE);

  public DataSource dataSource() {
    return database.databases().dataSource(DatabaseRole.PROCESSOR);
  }

  public JdbcTemplate jdbc() {
    return database.databases().jdbc(DatabaseRole.PROCESSOR);
  }

  public CallLeases leasesOf(String worker, Duration lease) {
    return new CallLeases(dataSource(), worker, lease);
  }

  /** For what no role of ours may do. */
  public void asSuperuser(String sql) {
    new JdbcTemplate(database.superuser()).execute(sql);
  }

  public ModelCallRequested add(UUID tenant) {
    return add(tenant, ModelCallFixtures.aRequestedCall());
  }

  public ModelCallRequested add(UUID tenant, int priority) {
    Instant now = Instant.now();
    return add(
        tenant,
        ModelCallFixtures.aRequestedCall(priority, now.minusMillis(1), now.plusSeconds(60)));
  }

  public ModelCallRequested add(UUID tenant, ModelCallRequested call) {
    queue.add(call, tenant, UUID.randomUUID(), Instant.now(), ModelCallFixtures.envelopeOf(tenant));
    return call;
  }

  public int rows() {
    Integer rows = jdbc().queryForObject("SELECT count(*) FROM work.model_calls", Integer.class);
    return rows == null ? 0 : rows;
  }

  /** As if the time of every lease were over. */
  public void expireAllLeases() {
    jdbc()
        .update(
            "UPDATE work.model_calls SET lease_until = now() - interval '1 second'"
                + " WHERE lease_id IS NOT NULL");
  }

  @Override
  public void close() {
    database.close();
  }
}
