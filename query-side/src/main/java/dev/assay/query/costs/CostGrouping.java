package dev.assay.query.costs;

/** By what costs are told apart. */
enum CostGrouping {
  DAY("day", "day", Source.CALLS),
  MODEL("provider, model", "cost_usd DESC, provider, model", Source.CALLS),
  AGENT("agent", "cost_usd DESC, agent", Source.RUNS),
  WORKFLOW("x.workflow_id, x.namespace, x.name", "cost_usd DESC, x.workflow_id", Source.WORKFLOWS);

  /** How many groups are shown. */
  static final int MOST = 1_000;

  /** What is summed: rows with a call's or more calls' numbers. Its arguments are from and to. */
  private static final class Source {
    /** All of this is in one index, in the order of time. */
    static final String CALLS =
        """
        (SELECT (ended_at AT TIME ZONE 'UTC')::date AS day, provider, model, 1 AS calls,
           (status = 'FAILED')::int AS failures, coalesce(cached, false)::int AS cached,
           tokens_in, tokens_out, cost_usd
         FROM read_model.agent_model_calls WHERE ended_at >= ? AND ended_at < ?) spent
        """;

    /** Summed for each run first, so that each is looked up once. */
    static final String RUNS =
        """
        (SELECT tenant_id, agent_execution_id, count(*) AS calls,
           count(*) FILTER (WHERE status = 'FAILED') AS failures, count(*) FILTER (WHERE cached) AS cached,
           sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out, sum(cost_usd) AS cost_usd
         FROM read_model.agent_model_calls WHERE ended_at >= ? AND ended_at < ?
         GROUP BY tenant_id, agent_execution_id) spent
        LEFT JOIN (SELECT tenant_id, agent_execution_id, agent, owner_kind, owner_id FROM read_model.agent_executions) e
          USING (tenant_id, agent_execution_id)
        """;

    /** A judge's and a revision's owner is the validation, and its owner is the execution. */
    static final String WORKFLOWS =
        RUNS
            + """
            LEFT JOIN read_model.validations v
              ON e.owner_kind IN ('JUDGE', 'REVISION') AND v.tenant_id = e.tenant_id AND v.validation_id = e.owner_id
            LEFT JOIN read_model.executions x
              ON x.tenant_id = e.tenant_id AND x.execution_id = coalesce(v.execution_id, e.owner_id)
            """;
  }

  private final String sql;

  CostGrouping(String keys, String order, String source) {
    this.sql =
        """
        SELECT %s, grouping(%s) > 0 AS is_total, coalesce(sum(calls), 0) AS calls, coalesce(sum(failures), 0) AS failures,
          coalesce(sum(cached), 0) AS cached, coalesce(sum(tokens_in), 0) AS tokens_in,
          coalesce(sum(tokens_out), 0) AS tokens_out, coalesce(sum(spent.cost_usd), 0) AS cost_usd
        FROM %s
        GROUP BY GROUPING SETS ((%s), ())
        ORDER BY is_total DESC, %s LIMIT %d
        """
            .formatted(keys, keys, source, keys, order, MOST + 1);
  }

  /** One row for all, then one for each group. Its arguments are from and to. */
  String sql() {
    return sql;
  }
}
