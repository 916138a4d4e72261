package dev.assay.sagas.timelimit;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Events of one agent execution as tests need them. */
public final class TimeLimitEvents {
  public static final AgentExecutionId EXECUTION =
      new AgentExecutionId(Uuids.named("test", "execution"));

  private TimeLimitEvents() {}

  public static AgentExecutionStarted started(Instant deadline) {
    return new AgentExecutionStarted(
        EXECUTION,
        "judge",
        1,
        "sha256:0",
        new AgentDefinition(
            "judge",
            "Judge.",
            new ModelPolicy(List.of("default"), null, null, null, null),
            null,
            List.of(),
            AgentLimits.DEFAULT),
        List.of(new ModelRef("offline", "extractive-1")),
        EventJson.mapper().readTree("{}"),
        null,
        5,
        deadline,
        null);
  }

  public static AgentExecutionCompleted completed() {
    return new AgentExecutionCompleted(
        EXECUTION, "judge", 1, EventJson.mapper().readTree("{}"), 1, 1, BigDecimal.ZERO, null);
  }
}
