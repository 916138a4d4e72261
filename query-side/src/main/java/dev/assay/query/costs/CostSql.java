package dev.assay.query.costs;

/**
 * What sums are made of: calls, and what they are made for. Two read models tell it; the one that
 * has sums as well is asked once it is filled.
 *
 * @param calls rows of calls, those that have not ended among them
 * @param origins rows of runs, validations and executions, each with what it belongs to
 */
record CostSql(String calls, String origins) {
  private static final CostSql COSTS =
      new CostSql("read_model.cost_calls", "read_model.cost_origins");

  private static final CostSql RUNS =
      new CostSql(
          """
          (SELECT tenant_id, agent_execution_id, provider, model, status = 'FAILED' AS failed,
             coalesce(cached, false) AS cached, coalesce(tokens_in, 0) AS tokens_in,
             coalesce(tokens_out, 0) AS tokens_out, coalesce(cost_usd, 0) AS cost_usd, ended_at
           FROM read_model.agent_model_calls)""",
          """
          (SELECT tenant_id, agent_execution_id AS origin_id, owner_id AS parent_id, agent, NULL::uuid AS workflow_id
           FROM read_model.agent_executions
           UNION ALL SELECT tenant_id, validation_id, execution_id, NULL, NULL FROM read_model.validations
           UNION ALL SELECT tenant_id, execution_id, NULL, NULL, workflow_id FROM read_model.executions)""");

  /** The arguments are the bounds of two times: days, hours, hours, calls, calls. */
  static String ofSums(CostGrouping by) {
    return summed(
        by,
        String.join(
            " UNION ALL ",
            sums(by, "DAY"),
            sums(by, "HOUR"),
            sums(by, "HOUR"),
            COSTS.told(by),
            COSTS.told(by)));
  }

  /** The arguments are the bounds of one time. */
  static String ofRuns(CostGrouping by) {
    return summed(by, RUNS.told(by));
  }

  /** Day, provider and name, then the numbers. */
  private static String summed(CostGrouping by, String parts) {
    return """
        SELECT %s, sum(calls), sum(failures), sum(cached), sum(tokens_in), sum(tokens_out), sum(cost_usd)
        FROM (%s) spent GROUP BY 1, 2, 3
        """
        .formatted(by.keys(), parts);
  }

  private static String sums(CostGrouping by, String unit) {
    return """
        SELECT since AS at, provider, nullif(name, '') AS name, calls, failures, cached, tokens_in, tokens_out, cost_usd
        FROM read_model.cost_sums WHERE dimension = '%s' AND unit = '%s' AND since >= ? AND since < ?
        """
        .formatted(by.dimension(), unit);
  }

  private String told(CostGrouping by) {
    return """
        SELECT c.ended_at AS at, c.provider, %s AS name, 1 AS calls, c.failed::int AS failures, c.cached::int AS cached,
          c.tokens_in, c.tokens_out, c.cost_usd
        FROM %s c %s WHERE c.ended_at >= ? AND c.ended_at < ?
        """
        .formatted(
            switch (by) {
              case DAY, MODEL -> "c.model";
              case AGENT -> "run.agent";
              case WORKFLOW -> "coalesce(made_for.workflow_id, above.workflow_id)::text";
            },
            calls,
            switch (by) {
              case DAY, MODEL -> "";
              case AGENT -> up("run", "c.agent_execution_id");
              case WORKFLOW ->
                  up("run", "c.agent_execution_id")
                      + up("made_for", "run.parent_id")
                      + up("above", "made_for.parent_id");
            });
  }

  private String up(String name, String id) {
    return "LEFT JOIN %1$s %2$s ON %2$s.tenant_id = c.tenant_id AND %2$s.origin_id = %3$s "
        .formatted(origins, name, id);
  }
}
