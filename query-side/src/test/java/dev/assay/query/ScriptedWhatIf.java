package dev.assay.query;

import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.ExecutionWhatIf;
import dev.assay.api.whatif.Lane;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.api.whatif.WhatIfReport.Difference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.StringNode;

/**
 * Answers as it is told: for tests of jobs, in which stories are told that no engine would decide.
 */
final class ScriptedWhatIf implements ExecutionWhatIf {
  private volatile Function<UUID, Conclusion> script = execution -> Conclusion.NOT_COMPARABLE;
  private volatile List<AgentVersionRegistered> lastAgents = List.of();
  private volatile WhatIfQuestion lastQuestion = WhatIfQuestion.identity();

  void answers(Function<UUID, Conclusion> told) {
    script = told;
  }

  List<AgentVersionRegistered> lastAgents() {
    return lastAgents;
  }

  WhatIfQuestion lastQuestion() {
    return lastQuestion;
  }

  @Override
  public WhatIfReport ask(
      List<RecordedEvent> record,
      Instant readAt,
      WhatIfQuestion question,
      List<AgentVersionRegistered> agents) {
    lastAgents = agents;
    lastQuestion = question;
    Conclusion conclusion = script.apply(record.getFirst().aggregateId());
    boolean comparable = conclusion != Conclusion.NOT_COMPARABLE;
    return new WhatIfReport(
        conclusion,
        comparable ? null : "The record has no answer",
        comparable,
        comparable ? 1 : 0.5,
        2,
        0,
        comparable ? 0 : 2,
        List.of(),
        List.of(),
        lane(record, "0.50"),
        lane(record, "0.50"),
        lane(record, "0.25"),
        List.of(
            new Difference(Difference.Kind.COST, "costUsd", "0.50", "0.50", "0.25"),
            new Difference(Difference.Kind.OUTPUT, "output", "A text", "A text", "Another")));
  }

  private static Lane lane(List<RecordedEvent> record, String cost) {
    return new Lane(
        "COMPLETED",
        StringNode.valueOf("A secret text"),
        null,
        List.of(),
        List.of(),
        1,
        0,
        3,
        100,
        20,
        new BigDecimal(cost),
        1_500,
        record.size());
  }
}
