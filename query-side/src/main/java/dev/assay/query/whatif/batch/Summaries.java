package dev.assay.query.whatif.batch;

import dev.assay.api.id.TenantId;
import dev.assay.query.reading.TenantReader;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Adds up what came of the executions of a question. */
final class Summaries {
  private static final List<String> LANES = List.of("observed", "replayed", "candidate");

  private static final String COUNTS =
      """
      SELECT count(*) FILTER (WHERE observed_passed), count(*) FILTER (WHERE passed),
        avg(comparability), count(*) FILTER (WHERE mocked > 0), count(*) FILTER (WHERE blocked > 0),
        count(*) FILTER (WHERE outcome = 'NOT_COMPARABLE' AND mocked = 0 AND blocked = 0),
        coalesce(sum(mocked), 0), coalesce(sum(blocked), 0)
      FROM replay.what_if_executions WHERE tenant_id = ? AND what_if_id = ?
      """;

  private static final String SUMS =
      """
      SELECT lane.key, sum((lane.value ->> 'modelCalls')::bigint),
        sum((lane.value ->> 'tokensIn')::bigint), sum((lane.value ->> 'tokensOut')::bigint),
        sum((lane.value ->> 'costUsd')::numeric), sum((lane.value ->> 'durationMs')::bigint)
      FROM replay.what_if_executions, jsonb_each(lanes) lane
      WHERE tenant_id = ? AND what_if_id = ? GROUP BY lane.key
      """;

  private final TenantReader reader;
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc on the connections of {@code reader}
   */
  Summaries(TenantReader reader, JdbcTemplate jdbc) {
    this.reader = reader;
    this.jdbc = jdbc;
  }

  Summary of(TenantId tenant, UUID whatIfId) {
    return reader.read(tenant, () -> counted(tenant.value(), whatIfId));
  }

  private Summary counted(UUID tenant, UUID whatIfId) {
    Map<Outcome, Integer> conclusions = conclusions(tenant, whatIfId);
    Map<String, Summary.Sums> lanes = sums(tenant, whatIfId);
    return Objects.requireNonNull(
        jdbc.queryForObject(
            COUNTS,
            (row, index) ->
                new Summary(
                    conclusions,
                    new Summary.Passed(row.getInt(1), row.getInt(2)),
                    row.getObject(3, Double.class),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getLong(7),
                    row.getLong(8),
                    lanes),
            tenant,
            whatIfId));
  }

  private Map<Outcome, Integer> conclusions(UUID tenant, UUID whatIfId) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    jdbc.query(
        "SELECT outcome, count(*) FROM replay.what_if_executions"
            + " WHERE tenant_id = ? AND what_if_id = ? GROUP BY outcome",
        row -> {
          counts.put(Outcome.valueOf(row.getString(1)), row.getInt(2));
        },
        tenant,
        whatIfId);
    return counts;
  }

  private Map<String, Summary.Sums> sums(UUID tenant, UUID whatIfId) {
    Map<String, Summary.Sums> sums = new LinkedHashMap<>();
    LANES.forEach(lane -> sums.put(lane, Summary.Sums.NONE));
    jdbc.query(
        SUMS,
        row -> {
          sums.put(
              row.getString(1),
              new Summary.Sums(
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getBigDecimal(5),
                  row.getLong(6)));
        },
        tenant,
        whatIfId);
    return sums;
  }
}
