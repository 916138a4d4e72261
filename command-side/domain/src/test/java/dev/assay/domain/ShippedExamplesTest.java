package dev.assay.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agent.AgentCommand.RegisterAgentVersion;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.event.EventJson;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.domain.agent.Agent;
import dev.assay.domain.validation.check.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What ships in {@code examples/} must be taken by the code of the same commit. */
class ShippedExamplesTest {
  private static final Path EXAMPLES = Path.of("../../examples");

  static List<Path> agents() throws IOException {
    return files("agents");
  }

  static List<Path> workflows() throws IOException {
    return files("workflows");
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void shouldRegisterEveryAgent(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    JsonNode agent = read(file);
    JsonNode schema = agent.get("outputSchema");
    AgentDefinition definition =
        new AgentDefinition(
            agent.required("role").stringValue(),
            agent.required("instructions").stringValue(),
            new ModelPolicy(List.of("default"), null, null, null, null),
            schema,
            List.of(),
            EventJson.mapper().treeToValue(agent.required("limits"), AgentLimits.class));
    new AggregateTestFixture<>(Agent.class)
        .givenNoPriorActivity()
        .when(
            new RegisterAgentVersion(AgentNames.id(Senders.TENANT, name), name, definition),
            Senders.by("dora"))
        .expectSuccessfulHandlerExecution();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void shouldTakeTheSettingsOfEveryValidator(Path file) throws IOException {
    List<JsonNode> pipelines = read(file).findValues("pipeline");
    assertThat(pipelines).isNotEmpty();
    for (JsonNode pipeline : pipelines) {
      for (JsonNode json : pipeline.required("validators")) {
        String kind = json.required("kind").stringValue();
        ValidatorSpec validator =
            new ValidatorSpec(
                json.required("name").stringValue(),
                ValidatorKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
                json.required("with"),
                1,
                OnFail.REVISE);
        assertThat(Checks.faults(validator)).as(validator.name()).isEmpty();
      }
    }
  }

  @Test
  void shouldFindTheExamples() throws IOException {
    assertThat(agents()).isNotEmpty();
    assertThat(workflows()).isNotEmpty();
  }
}
