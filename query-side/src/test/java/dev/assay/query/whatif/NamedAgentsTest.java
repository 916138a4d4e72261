package dev.assay.query.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NamedAgentsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final JsonNode NOTHING = json("{}");
  private static final JsonNode DEFINITION =
      json(
          """
          {"do": [
            {"draft": {"call": "agent", "with": {"agent": "writer", "input": {"text": "agent"}}}},
            {"check": {"call": "validate", "with": {"producer": {"agent": "mender"},
              "pipeline": {"validators": [{"kind": "judge", "with": {"agent": "judge"}}]}}}}]}
          """);

  @Test
  void shouldNameThoseThatRanThatCouldRunAndThatTheChangesSpeakOf() {
    List<RecordedEvent> record = List.of(recorded(aStart()), recorded(aRunOf("writer")));
    WhatIfChanges changes =
        new WhatIfChanges(
            null,
            null,
            List.of(new AgentChange("changed", 2, null)),
            json("{\"producer\":{\"agent\":\"other-mender\"}}"),
            null,
            List.of(new ValidatorChange("tone", json("{\"with\":{\"agent\":\"other-judge\"}}"))));

    assertThat(NamedAgents.ran(record)).containsExactly("writer");
    assertThat(NamedAgents.all(record, changes))
        .containsExactly("changed", "judge", "mender", "other-judge", "other-mender", "writer");
  }

  private static ExecutionStarted aStart() {
    ExecutionId execution = new ExecutionId(Uuids.next());
    WorkflowId workflow = new WorkflowId(Uuids.next());
    return new ExecutionStarted(
        execution, workflow, "qa", "brief", "1.0.0", "sha256:w", DEFINITION, NOTHING, 5, null);
  }

  private static AgentExecutionStarted aRunOf(String agent) {
    AgentDefinition definition =
        new AgentDefinition(
            "drafter",
            "Write.",
            new ModelPolicy(List.of("default"), null, null, null, null),
            null,
            List.of(),
            AgentLimits.DEFAULT);
    return new AgentExecutionStarted(
        new AgentExecutionId(Uuids.next()),
        agent,
        1,
        "sha256:a",
        definition,
        List.of(),
        NOTHING,
        null,
        5,
        NOW,
        null);
  }

  private static RecordedEvent recorded(DomainEvent event) {
    return new RecordedEvent(
        1, Uuids.next(), 1, "Any", Uuids.next(), 0, NOW, Map.of(), event, false);
  }

  private static JsonNode json(String text) {
    return EventJson.mapper().readTree(text);
  }
}
