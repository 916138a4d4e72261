package dev.assay.qa.bench;

import dev.assay.qa.support.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Registers the example agents and the example workflow, as the demo does. */
final class BenchWorkflow {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private BenchWorkflow() {}

  /** Answers the workflow's id. */
  static String register(Api api) throws IOException {
    try (Stream<Path> agents = Files.list(EXAMPLES.resolve("agents"))) {
      for (Path agent : agents.toList()) {
        Map<String, Object> definition = new Yaml().load(Files.readString(agent));
        String name = agent.getFileName().toString().replaceFirst("\\.yaml$", "");
        Api.Answer answer = api.put("/agents/" + name, definition);
        if (answer.status() / 100 != 2) {
          throw new AssertionError(answer.toString());
        }
      }
    }
    Api.Answer answer =
        api.send(
            "POST",
            "/workflows",
            Files.readString(EXAMPLES.resolve("workflows/document-brief.yaml")),
            "application/yaml",
            Map.of());
    if (answer.status() / 100 != 2) {
      throw new AssertionError(answer.toString());
    }
    return answer.body().get("workflowId").stringValue();
  }
}
