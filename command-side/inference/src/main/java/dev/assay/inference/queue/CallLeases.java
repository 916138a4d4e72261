package dev.assay.inference.queue;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/**
 * Leases queued calls to one worker process. Each method is one statement in its own short
 * transaction; the clock is the database's, so that processes need not agree on the time.
 */
public final class CallLeases {
  private final JdbcClient jdbc;
  private final String worker;
  private final long leaseMs;

  /**
   * @param dataSource connections of the processor role
   * @param worker names this process in the table, for people who look
   * @param lease how long a call stays ours without a heartbeat
   */
  public CallLeases(DataSource dataSource, String worker, Duration lease) {
    this.jdbc = JdbcClient.create(dataSource);
    this.worker = worker;
    this.leaseMs = lease.toMillis();
  }

  /**
   * Leases up to {@code limit} calls that are due: the greatest priority first; within a priority
   * the tenant with the fewest calls in flight, and among those the one served longest ago.
   *
   * @param providers only calls to these; empty for all
   */
  public List<ClaimedCall> claim(int limit, Set<String> providers) {
    return jdbc.sql(LeaseSql.CLAIM)
        .param("limit", limit)
        // Rows that another worker is claiming at this moment are skipped, so look at some more.
        .param("looked", 2 * limit + 8)
        .param("providers", providers.toArray(String[]::new))
        .param("worker", worker)
        .param("leaseMs", leaseMs)
        .query(CallLeases::read)
        .list();
  }

  /** Prolongs leases. Returns those that are still ours; the others are lost. */
  public Set<UUID> renew(Collection<UUID> leaseIds) {
    if (leaseIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(LeaseSql.RENEW)
            .param("leases", leaseIds.toArray(UUID[]::new))
            .param("leaseMs", leaseMs)
            .query(UUID.class)
            .list());
  }

  /** Takes a decided call out of the queue, unless someone else leases it by now. */
  public void complete(UUID leaseId) {
    jdbc.sql("DELETE FROM work.model_calls WHERE lease_id = :lease")
        .param("lease", leaseId)
        .update();
  }

  /** Gives calls back at once, as if they had never been claimed. */
  public void release(Collection<UUID> leaseIds) {
    if (!leaseIds.isEmpty()) {
      jdbc.sql(LeaseSql.RELEASE).param("leases", leaseIds.toArray(UUID[]::new)).update();
    }
  }

  /**
   * Gives a call back, to be claimed again after a while.
   *
   * @param counts whether this lease counts as an attempt
   */
  public void postpone(UUID leaseId, Duration delay, boolean counts) {
    jdbc.sql(LeaseSql.POSTPONE)
        .param("lease", leaseId)
        .param("delayMs", delay.toMillis())
        .param("uncounted", counts ? 0 : 1)
        .update();
  }

  public QueueDepth depth() {
    return jdbc.sql(LeaseSql.DEPTH)
        .query(
            (row, n) ->
                new QueueDepth(
                    row.getLong("due"),
                    row.getLong("waiting"),
                    row.getLong("leased"),
                    row.getLong("oldest_ms")))
        .single();
  }

  private static ClaimedCall read(ResultSet row, int number) throws SQLException {
    return new ClaimedCall(
        new ModelCallId(row.getObject("request_id", UUID.class)),
        new AgentExecutionId(row.getObject("agent_execution_id", UUID.class)),
        row.getObject("tenant_id", UUID.class),
        row.getObject("event_id", UUID.class),
        row.getObject("lease_id", UUID.class),
        row.getInt("attempts"),
        new ModelRef(row.getString("provider"), row.getString("model")),
        row.getInt("priority"),
        row.getTimestamp("requested_at").toInstant(),
        row.getTimestamp("deadline").toInstant(),
        envelope(row.getString("metadata")),
        row.getBytes("request"));
  }

  private static Map<String, String> envelope(String json) {
    return EventJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
  }
}
