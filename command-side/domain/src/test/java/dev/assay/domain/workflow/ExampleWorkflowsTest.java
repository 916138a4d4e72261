package dev.assay.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleWorkflowsTest {
  @Test
  void shouldCompileEveryExampleWithoutAWarning() throws IOException {
    List<Path> examples;
    try (var files = Files.list(Path.of("../../examples/workflows"))) {
      examples = files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(examples).isNotEmpty();
    for (Path example : examples) {
      Compilation compilation =
          WorkflowCompiler.compile(Files.readString(example), WorkflowCompiler.YAML);
      assertThat(compilation.errors()).as(example.toString()).isEmpty();
      assertThat(compilation.warnings()).as(example.toString()).isEmpty();
    }
  }
}
