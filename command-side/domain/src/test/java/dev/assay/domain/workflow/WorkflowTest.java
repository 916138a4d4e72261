package dev.assay.domain.workflow;

import static dev.assay.domain.Senders.TENANT;
import static dev.assay.domain.Senders.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.workflow.WorkflowCommand.RegisterWorkflowVersion;
import dev.assay.api.workflow.WorkflowCommand.RegisteredWorkflow;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflow.WorkflowNames;
import dev.assay.domain.Refused;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkflowTest {
  private static final String TEXT = WorkflowCompilerTest.SUMMARISE;
  private static final CompiledWorkflow COMPILED =
      WorkflowCompiler.compile(TEXT, WorkflowCompiler.YAML).required();
  private static final WorkflowId ID = WorkflowNames.id(TENANT, "examples", "summarise");

  private FixtureConfiguration<Workflow> fixture;

  @BeforeEach
  void setUp() {
    KnownAgents agents =
        (tenant, name) -> tenant.equals(TENANT) && Set.of("summariser", "judge").contains(name);
    fixture = new AggregateTestFixture<>(Workflow.class);
    fixture.registerInjectableResource(agents);
  }

  private static RegisterWorkflowVersion register(String text) {
    return new RegisterWorkflowVersion(ID, text, WorkflowCompiler.YAML);
  }

  private static WorkflowVersionRegistered registered() {
    return new WorkflowVersionRegistered(
        ID,
        "examples",
        "summarise",
        "1.0.0",
        COMPILED.contentHash(),
        TEXT,
        WorkflowCompiler.YAML,
        COMPILED.definition());
  }

  private static RegisteredWorkflow answer(boolean created) {
    return new RegisteredWorkflow(
        ID, "examples", "summarise", "1.0.0", COMPILED.contentHash(), created);
  }

  @Test
  void shouldRegisterTheFirstVersion() {
    fixture
        .givenNoPriorActivity()
        .when(register(TEXT), by("dora"))
        .expectEvents(registered())
        .expectResultMessagePayload(answer(true));
  }

  @Test
  void shouldRegisterNothingWhenTheContentIsTheSame() {
    fixture
        .given(registered())
        .when(register("# a comment\n" + TEXT), by("dora"))
        .expectNoEvents()
        .expectResultMessagePayload(answer(false));
  }

  @Test
  void shouldRefuseOtherContentUnderTheSameVersion() {
    fixture
        .given(registered())
        .when(register(TEXT.replace("published", "out")), by("dora"))
        .expectNoEvents()
        .expectException(Refused.with(RejectionCode.ALREADY_EXISTS, "1.0.0"));
  }

  @Test
  void shouldRegisterAnotherVersion() {
    fixture
        .given(registered())
        .when(register(TEXT.replace("version: 1.0.0", "version: 1.1.0")), by("dora"))
        .expectSuccessfulHandlerExecution()
        .expectState(workflow -> assertThat(workflow.versions()).containsExactly("1.0.0", "1.1.0"));
  }

  @Test
  void shouldRefuseADefinitionOfAnotherName() {
    fixture
        .givenNoPriorActivity()
        .when(register(TEXT.replace("name: summarise", "name: other")), by("dora"))
        .expectException(Refused.with(RejectionCode.INVALID_ARGUMENT, "examples/other"));
  }

  @Test
  void shouldRefuseUnknownAgentsWithTheirLines() {
    fixture
        .givenNoPriorActivity()
        .when(register(TEXT.replace("agent: judge", "agent: solomon")), by("dora"))
        .expectNoEvents()
        .expectException(Refused.with(RejectionCode.UNPROCESSABLE, "solomon"));
    int line = TEXT.substring(0, TEXT.indexOf("agent: judge")).split("\n").length;
    try {
      new Workflow().decide(register(TEXT), (_, name) -> !name.equals("judge"), TENANT.toString());
    } catch (CommandRejected refused) {
      assertThat(refused.errors())
          .extracting(InputError::pointer, InputError::line, InputError::code)
          .containsExactly(
              tuple("/do/1/check/with/pipeline/validators/3/with/agent", line, "unknown-agent"));
      return;
    }
    throw new AssertionError("Expected a refusal");
  }

  @Test
  void shouldRefuseADefinitionWithFaults() {
    fixture
        .givenNoPriorActivity()
        .when(register(TEXT.replace("then: publish", "then: publihs")), by("dora"))
        .expectNoEvents()
        .expectException(Refused.with(RejectionCode.UNPROCESSABLE, "publihs"));
  }
}
