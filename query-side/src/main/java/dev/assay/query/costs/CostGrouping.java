package dev.assay.query.costs;

/** By what costs are told apart. */
enum CostGrouping {
  DAY("NULL, NULL, NULL, NULL", "", Source.CALLS),
  MODEL("NULL, provider, model, NULL", ", provider, model", Source.CALLS),
  AGENT("agent, NULL, NULL, NULL", ", agent", Source.RUNS),
  WORKFLOW("NULL, NULL, NULL, x.workflow_id", ", x.workflow_id", Source.WORKFLOWS);

  /** What is summed: rows with a call's or more calls' numbers. Its arguments are from and to. */
  private static final class Source {
    /** All of this is in one index, in the order of time. */
    static final String CALLS =
        """
        (SELECT date_trunc('hour', ended_at, 'UTC') AS hour, provider, model, 1 AS calls,
           (status = 'FAILED')::int AS failures, coalesce(cached, false)::int AS cached,
           tokens_in, tokens_out, cost_usd
         FROM read_model.agent_model_calls WHERE ended_at >= ? AND ended_at < ?) spent
        """;

    /** Summed for each run first, so that each is looked up once, in an index without documents. */
    static final String RUNS =
        """
        (SELECT tenant_id, agent_execution_id, date_trunc('hour', ended_at, 'UTC') AS hour, count(*) AS calls,
           count(*) FILTER (WHERE status = 'FAILED') AS failures, count(*) FILTER (WHERE cached) AS cached,
           sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out, sum(cost_usd) AS cost_usd
         FROM read_model.agent_model_calls WHERE ended_at >= ? AND ended_at < ?
         GROUP BY tenant_id, agent_execution_id, hour) spent
        LEFT JOIN (SELECT tenant_id, agent_execution_id, agent, owner_kind, owner_id FROM read_model.agent_executions) e
          USING (tenant_id, agent_execution_id)
        """;

    /** A judge's and a revision's owner is the validation, and its owner is the execution. */
    static final String WORKFLOWS =
        RUNS
            + """
            LEFT JOIN (SELECT tenant_id, validation_id, execution_id FROM read_model.validations) v
              ON e.owner_kind IN ('JUDGE', 'REVISION') AND v.tenant_id = e.tenant_id AND v.validation_id = e.owner_id
            LEFT JOIN (SELECT tenant_id, execution_id, workflow_id FROM read_model.executions) x
              ON x.tenant_id = e.tenant_id AND x.execution_id = coalesce(v.execution_id, e.owner_id)
            """;
  }

  private final String sql;

  CostGrouping(String columns, String keys, String source) {
    this.sql =
        """
        SELECT hour, %s, sum(calls), sum(failures), sum(cached), coalesce(sum(tokens_in), 0),
          coalesce(sum(tokens_out), 0), coalesce(sum(spent.cost_usd), 0)
        FROM %s GROUP BY hour%s
        """
            .formatted(columns, source, keys);
  }

  /** Sums of hours and groups: hour, agent, provider, model, workflow, then the numbers. */
  String sql() {
    return sql;
  }
}
