package dev.assay.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected.InputError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadDefinitionsTest {
  static List<BadDefinitions> all() {
    return BadDefinitions.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void shouldNameTheLineOfEveryFault(BadDefinitions bad) {
    Compilation compilation = WorkflowCompiler.compile(bad.text(), WorkflowCompiler.YAML);
    assertThat(compilation.workflow()).isNull();
    assertThat(compilation.errors().stream().map(e -> e.line() + " " + e.code()).distinct())
        .as("%s", compilation.errors())
        .containsExactlyInAnyOrderElementsOf(bad.faults());
    for (InputError error : compilation.errors()) {
      assertThat(error.column()).isPositive();
      assertThat(error.detail()).startsWith("Expected");
    }
  }

  @Test
  void shouldHaveAtLeastFortyOfThem() {
    assertThat(all()).hasSizeGreaterThanOrEqualTo(40).allMatch(bad -> !bad.faults().isEmpty());
  }
}
