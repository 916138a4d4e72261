package dev.assay.domain.agentexecution;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.api.RejectionCode.TOO_LARGE;
import static dev.assay.api.RejectionCode.UNPROCESSABLE;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.by;
import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static dev.assay.domain.agent.AgentExamples.withLimits;
import static dev.assay.domain.agentexecution.AgentRuns.FIRST;
import static dev.assay.domain.agentexecution.AgentRuns.ID;
import static dev.assay.domain.agentexecution.AgentRuns.INPUT;
import static dev.assay.domain.agentexecution.AgentRuns.NOW;
import static dev.assay.domain.agentexecution.AgentRuns.OWNER;
import static dev.assay.domain.agentexecution.AgentRuns.SECOND;
import static dev.assay.domain.agentexecution.AgentRuns.aCompleted;
import static dev.assay.domain.agentexecution.AgentRuns.aFailure;
import static dev.assay.domain.agentexecution.AgentRuns.aRequest;
import static dev.assay.domain.agentexecution.AgentRuns.aStarted;
import static dev.assay.domain.agentexecution.AgentRuns.call;
import static dev.assay.domain.agentexecution.AgentRuns.expect;
import static dev.assay.domain.agentexecution.AgentRuns.fixture;
import static dev.assay.domain.agentexecution.AgentRuns.requested;
import static dev.assay.domain.agentexecution.AgentRuns.start;
import static dev.assay.domain.agentexecution.AgentRuns.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.domain.Refused;
import dev.assay.domain.agent.AgentExamples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a run of an agent begins, and how it ends where no answer ends it. */
class AgentExecutionTest {
  @Test
  void shouldStartAndAskTheFirstModelInOneAppend() {
    expect(
        fixture(aSummariser()).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> {
          AgentExecutionStarted started = (AgentExecutionStarted) event;
          assertThat(started.models()).containsExactly(FIRST, SECOND);
          assertThat(started.agentVersion()).isEqualTo(1);
          assertThat(started.deadline()).isEqualTo(NOW.plusSeconds(300));
        },
        aRequest(
            call -> {
              assertThat(call.requestId()).isEqualTo(call(1));
              assertThat(call.model()).isEqualTo(FIRST);
              assertThat(call.notBefore()).isEqualTo(NOW);
              assertThat(call.priority()).isEqualTo(3);
              assertThat(call.messages()).hasSize(2);
              assertThat(call.messages().getFirst().text()).contains("at most 20 words");
              int chars = call.messages().stream().mapToInt(m -> m.text().length()).sum();
              assertThat(call.reservedTokens()).isEqualTo((chars + 3) / 4 + 4_096);
            }));
  }

  @Test
  void shouldNotStartTwice() {
    aStarted(aSummariser()).when(start(INPUT), by("anna")).expectNoEvents();
    aStarted(aSummariser())
        .when(start(json("{'document': 'Another.'}")), by("anna"))
        .expectException(Refused.with(ALREADY_EXISTS, ID.toString()));
  }

  @Test
  void shouldRefuseAnAgentThatDoesNotExist() {
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(new StartAgentExecution(ID, "nobody", null, INPUT, null, 0, null, null), by("anna"))
        .expectNoEvents()
        .expectException(Refused.with(NOT_FOUND, "agent nobody"));
  }

  @Test
  void shouldRefuseWhenNoModelIsConfigured() {
    ModelCatalog none =
        policy -> {
          throw new CommandRejected(RejectionCode.UNPROCESSABLE, "Expected a model, but");
        };
    new AggregateTestFixture<>(AgentExecution.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
        .registerInjectableResource(none)
        .registerInjectableResource(AgentExamples.agents(Map.of("summariser", aSummariser())))
        .givenNoPriorActivity()
        .when(start(INPUT), by("anna"))
        .expectException(Refused.with(UNPROCESSABLE, "model"));
  }

  @Test
  void shouldKeepTheEarlierOfBothDeadlines() {
    Instant soon = NOW.plusSeconds(10);
    expect(
        fixture(aSummariser())
            .givenNoPriorActivity()
            .when(
                new StartAgentExecution(ID, "summariser", 1, INPUT, null, 0, soon, null),
                by("anna")),
        event -> assertThat(((AgentExecutionStarted) event).deadline()).isEqualTo(soon),
        aRequest(call -> assertThat(call.deadline()).isEqualTo(soon)));
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(new StartAgentExecution(ID, "summariser", 1, INPUT, null, 0, NOW, null), by("anna"))
        .expectException(Refused.with(INVALID_ARGUMENT, "deadline in the future"));
  }

  @Test
  void shouldRefuseAnInputThatIsTooLarge() {
    JsonNode huge = json("{'document': '" + "x".repeat(AgentExecution.MAX_INPUT_CHARS) + "'}");
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(start(huge), by("anna"))
        .expectException(Refused.with(TOO_LARGE, "input"));
  }

  @Test
  void shouldFailAtOnceWhenThePromptAloneExceedsTheTokenLimit() {
    AgentDefinition small = withLimits(aSummariser(), new AgentLimits(6, 20, 0, 300));
    expect(
        fixture(small).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> assertThat(event).isInstanceOf(AgentExecutionStarted.class),
        aFailure("LIMIT_EXCEEDED", "at most 20 tokens"));
  }

  @Test
  void shouldAskForNoMoreTokensThanAreLeft() {
    AgentDefinition tight = withLimits(aSummariser(), new AgentLimits(6, 1_000, 0, 300));
    expect(
        fixture(tight).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> assertThat(event).isInstanceOf(AgentExecutionStarted.class),
        aRequest(
            call -> {
              assertThat(call.reservedTokens()).isEqualTo(1_000);
              assertThat(call.parameters().maxOutputTokens()).isBetween(16, 999);
            }));
  }

  @Test
  void shouldFailWhenItsTimeIsOver() {
    expect(
        aStarted(aSummariser()).when(new TimeOutAgentExecution(ID)),
        aFailure("TIMEOUT", "by 2026-11-21T10:05:00Z"));
    aCompleted().when(new TimeOutAgentExecution(ID)).expectNoEvents();
  }

  @Test
  void shouldBeCancelledOnce() {
    AgentExecutionCancelled cancelled =
        new AgentExecutionCancelled(ID, "summariser", "not needed", OWNER);
    aStarted(aSummariser())
        .when(new CancelAgentExecution(ID, "not needed"))
        .expectEvents(cancelled);
    fixture(aSummariser())
        .given(started(aSummariser()), requested(1, FIRST), cancelled)
        .when(new CancelAgentExecution(ID, "not needed"))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
    aCompleted()
        .when(new CancelAgentExecution(ID, "too late"))
        .expectException(Refused.with(INVALID_STATE, "has completed"));
  }
}
