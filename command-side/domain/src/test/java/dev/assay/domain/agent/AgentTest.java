package dev.assay.domain.agent;

import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.api.RejectionCode.UNPROCESSABLE;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.TENANT;
import static dev.assay.domain.Senders.by;
import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static dev.assay.domain.agent.AgentExamples.anAssistant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentCommand.RegisterAgentVersion;
import dev.assay.api.agent.AgentCommand.RegisteredAgent;
import dev.assay.api.agent.AgentCommand.RetireAgent;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentEvent.AgentRetired;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.id.AgentId;
import dev.assay.domain.Refused;
import java.util.List;
import org.assertj.core.api.Condition;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  private static final AgentId ID = AgentNames.id(TENANT, "summariser");
  private FixtureConfiguration<Agent> fixture;

  @BeforeEach
  void setUp() {
    fixture = new AggregateTestFixture<>(Agent.class);
  }

  private static AgentVersionRegistered registered(int version, AgentDefinition definition) {
    return new AgentVersionRegistered(
        ID, "summariser", version, AgentDefinitions.hash(definition), definition);
  }

  private static RegisterAgentVersion register(AgentDefinition definition) {
    return new RegisterAgentVersion(ID, "summariser", definition);
  }

  @Test
  void shouldRegisterTheFirstVersion() {
    String hash = AgentDefinitions.hash(aSummariser());
    fixture
        .givenNoPriorActivity()
        .when(register(aSummariser()), by("dora"))
        .expectEvents(registered(1, aSummariser()))
        .expectResultMessagePayload(new RegisteredAgent("summariser", 1, hash, true));
  }

  @Test
  void shouldRegisterNothingWhenTheDefinitionIsTheSame() {
    String hash = AgentDefinitions.hash(aSummariser());
    fixture
        .given(registered(1, aSummariser()))
        .when(register(aSummariser()), by("dora"))
        .expectNoEvents()
        .expectResultMessagePayload(new RegisteredAgent("summariser", 1, hash, false));
  }

  @Test
  void shouldRegisterTheNextVersionWhenTheDefinitionChanges() {
    fixture
        .given(registered(1, aSummariser()))
        .when(register(anAssistant()), by("dora"))
        .expectEvents(registered(2, anAssistant()));
  }

  @Test
  void shouldComeBackAsNewVersionWhenRegisteredAfterRetirement() {
    fixture
        .given(registered(1, aSummariser()), new AgentRetired(ID, "summariser"))
        .when(register(aSummariser()), by("dora"))
        .expectEvents(registered(2, aSummariser()));
  }

  @Test
  void shouldRefuseToolsBecauseNoneCanBeCalledYet() {
    AgentDefinition withTools =
        new AgentDefinition(
            "drafter", "Do.", AgentExamples.ANY_MODEL, null, List.of("web"), AgentLimits.DEFAULT);
    fixture
        .givenNoPriorActivity()
        .when(register(withTools), by("dora"))
        .expectNoEvents()
        .expectException(Refused.with(UNPROCESSABLE, "cannot call any tool yet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "/model", "openai/"})
  void shouldRefuseAModelThatIsNotWrittenAsProviderAndModel(String model) {
    AgentDefinition odd =
        new AgentDefinition(
            "drafter",
            "Do.",
            new ModelPolicy(List.of("default", model), "moon", null, null, 0),
            null,
            List.of(),
            AgentLimits.DEFAULT);
    assertThat(AgentDefinitions.faults(odd))
        .extracting(CommandRejected.InputError::pointer)
        .containsExactly("/model/prefer/1", "/model/residency", "/model/maxOutputTokens");
  }

  @Test
  void shouldRefuseAnOutputSchemaThatIsNone() {
    AgentDefinition odd =
        new AgentDefinition(
            "drafter",
            "Do.",
            AgentExamples.ANY_MODEL,
            json("{'type': 'strng'}"),
            List.of(),
            AgentLimits.DEFAULT);
    fixture
        .givenNoPriorActivity()
        .when(register(odd), by("dora"))
        .expectException(Refused.with(UNPROCESSABLE, "the agent's definition"));
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    fixture
        .givenNoPriorActivity()
        .when(
            new RegisterAgentVersion(
                AgentNames.id(TENANT, "The Summariser"), "The Summariser", aSummariser()),
            by("dora"))
        .expectException(Refused.with(INVALID_ARGUMENT, "lower-case letters"));
  }

  @Test
  void shouldRefuseAnIdThatIsNotOfTheName() {
    fixture
        .givenNoPriorActivity()
        .when(new RegisterAgentVersion(ID, "judge", aSummariser()), by("dora"))
        .expectException(Refused.with(INVALID_ARGUMENT, "judge"));
  }

  @Test
  void shouldRetireOnce() {
    fixture
        .given(registered(1, aSummariser()))
        .when(new RetireAgent(ID))
        .expectEvents(new AgentRetired(ID, "summariser"));
    new AggregateTestFixture<>(Agent.class)
        .given(registered(1, aSummariser()), new AgentRetired(ID, "summariser"))
        .when(new RetireAgent(ID))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldNotRetireWhatDoesNotExist() {
    fixture
        .givenNoPriorActivity()
        .when(new RetireAgent(ID))
        .expectException(AggregateNotFoundException.class);
  }

  @Test
  void shouldRunTheLatestVersionOrTheOneAskedFor() {
    AgentState state =
        AgentState.NONE.after(registered(1, aSummariser())).after(registered(2, anAssistant()));
    assertThat(state.toRun("summariser", null).version()).isEqualTo(2);
    assertThat(state.toRun("summariser", 1).definition()).isEqualTo(aSummariser());
    assertThatThrownBy(() -> state.toRun("summariser", 3))
        .is(refused(NOT_FOUND))
        .hasMessageContaining("version 3");
    assertThatThrownBy(() -> state.toRun("summariser", 0)).is(refused(NOT_FOUND));
    assertThatThrownBy(() -> AgentState.NONE.toRun("nobody", null)).is(refused(NOT_FOUND));
  }

  @Test
  void shouldNotRunWhenRetired() {
    AgentState state =
        AgentState.NONE
            .after(registered(1, aSummariser()))
            .after(new AgentRetired(ID, "summariser"));
    assertThatThrownBy(() -> state.toRun("summariser", 1)).is(refused(INVALID_STATE));
  }

  @Test
  void shouldFindTheVersionInTheEventStore() {
    fixture.given(registered(1, aSummariser())).when(register(anAssistant()), by("dora"));
    AgentVersions stored = new StoredAgentVersions(fixture.getEventStore());
    assertThat(stored.toRun(TENANT, "summariser", null).definition()).isEqualTo(anAssistant());
  }

  private static Condition<Throwable> refused(RejectionCode code) {
    return new Condition<>(
        thrown -> thrown instanceof CommandRejected rejected && rejected.code() == code,
        "refused as " + code);
  }
}
