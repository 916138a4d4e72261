package dev.assay.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkflowCompilerTest {
  static final String SUMMARISE =
      """
      document:
        dsl: '1.0.0'
        namespace: examples
        name: summarise
        version: 1.0.0
      input:
        from: '${ {document: .text, words: (.words // 100)} }'
      do:
        - draft:
            call: agent
            with:
              agent: summariser
              input:
                document: ${ .document }
                maxWords: ${ .words }
            export:
              as: '${ $context + {draft: .} }'
        - check:
            call: validate
            with:
              content: ${ .text }
              context: ${ $workflow.input.text }
              producer:
                agent: summariser
                input: {document: "${ $workflow.input.text }"}
                output: /text
              pipeline:
                validators:
                  - name: length
                    kind: length
                    with: {maxWords: 120}
                  - name: no-secrets
                    kind: regex
                    with: {mustNotMatch: 'secret', flags: i}
                    onFail: reject
                  - name: shape
                    kind: json-schema
                    with: {schema: {type: string, minLength: 3}}
                  - name: faithful
                    kind: judge
                    with:
                      agent: judge
                      rubric:
                        name: faithfulness
                        criteria:
                          - {name: grounded, question: 'Is every claim in the source?'}
                policy: {combine: weighted, threshold: 0.7, veto: [no-secrets]}
                maxRevisions: 2
                onExhausted: escalate
                roundTimeout: PT5M
        - decide:
            switch:
              - accepted:
                  when: ${ .decision == "ACCEPTED" }
                  then: publish
              - otherwise:
                  then: refuse
        - publish:
            set: {status: published, text: "Final: ${ .content }"}
            then: end
        - refuse:
            set: {status: refused}
      output:
        as: '${ {status, text: (.text // null)} }'
      """;

  @Test
  void shouldCompileADefinitionThatUsesAllThatIsSupported() {
    Compilation compilation = WorkflowCompiler.compile(SUMMARISE, WorkflowCompiler.YAML);
    assertThat(compilation.errors()).isEmpty();
    assertThat(compilation.warnings()).isEmpty();
    CompiledWorkflow workflow = compilation.required();
    assertThat(workflow.steps())
        .extracting(Step::reference)
        .containsExactly(
            "/do/0/draft", "/do/1/check", "/do/2/decide", "/do/3/publish", "/do/4/refuse");
    assertThat(workflow.agents())
        .extracting(AgentUse::agent)
        .containsExactly("summariser", "summariser", "judge");
    assertThat(workflow.agents().getFirst().position()).isEqualTo(new Position(12, 9));
  }

  private static final String HEAD =
      """
      document: {dsl: '1.0.0', namespace: n, name: w, version: 1.0.0}
      do:
      """;

  private static List<InputError> errors(String text, String type) {
    return WorkflowCompiler.compile(text, type).errors();
  }

  @Test
  void shouldGiveTheSameHashForTheSameContentInAnotherForm() {
    String json =
        """
        {"do": [{"a": {"set": {"x": 1}}}],
         "document": {"version": "1.0.0", "dsl": "1.0.0", "name": "w", "namespace": "n"}}
        """;
    CompiledWorkflow fromJson = WorkflowCompiler.compile(json, "application/json").required();
    CompiledWorkflow fromYaml =
        WorkflowCompiler.compile(HEAD + "  - a: {set: {x: 1}}\n", "application/yaml").required();
    assertThat(fromJson.contentHash()).isEqualTo(fromYaml.contentHash());
  }

  @Test
  void shouldNameLinesOfJsonToo() {
    String json =
        """
        {
          "document": {"version": "1.0.0", "dsl": "1.0.0", "name": "w", "namespace": "n"},
          "do": [
            {"a": {
              "wait": {"seconds": 1}
            }}
          ]
        }
        """;
    assertThat(errors(json, "application/json"))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.line()).isEqualTo(5);
              assertThat(error.column()).isEqualTo(7);
              assertThat(error.pointer()).isEqualTo("/do/0/a/wait");
              assertThat(error.hint()).contains("call: agent");
            });
    assertThat(errors("{\n  \"do\": [}", "application/json"))
        .singleElement()
        .satisfies(error -> assertThat(error.line()).isEqualTo(2));
    assertThat(errors("{\"a\": 1,\n \"a\": 2}", "application/json"))
        .singleElement()
        .satisfies(error -> assertThat(error.line()).isEqualTo(2));
  }

  @Test
  void shouldSuggestWhatWasMeant() {
    String text = HEAD + "  - draft: {set: {x: 1}, then: publihs}\n  - publish: {set: {x: 2}}\n";
    assertThat(errors(text, "yaml"))
        .extracting(InputError::hint)
        .containsExactly("Did you mean publish?");
  }

  @Test
  void shouldWarnOfTasksThatAreNeverReached() {
    String text =
        HEAD
            + "  - a: {set: {x: 1}, then: end}\n"
            + "  - b: {set: {x: 2}}\n"
            + "  - c: {set: {x: 3}}\n";
    Compilation compilation = WorkflowCompiler.compile(text, "yaml");
    assertThat(compilation.errors()).isEmpty();
    assertThat(compilation.warnings())
        .extracting(InputError::line, InputError::code)
        .containsExactly(tuple(4, "unreachable"), tuple(5, "unreachable"));
  }

  @Test
  void shouldReadAllYamlScalarsAsTheCoreSchemaDoes() {
    String text =
        HEAD + "  - a: {set: {no: no, one: 1, half: .5, day: 2026-11-21, big: 12345678901}}\n";
    assertThat(WorkflowCompiler.compile(text, "yaml").required().definition().at("/do/0/a/set"))
        .hasToString(
            "{\"no\":\"no\",\"one\":1,\"half\":0.5,\"day\":\"2026-11-21\",\"big\":12345678901}");
  }

  @Test
  void shouldRefuseWhatIsTooLargeTooManyOrTooDeep() {
    assertThat(errors("x".repeat(WorkflowCompiler.MAX_SOURCE_BYTES + 1), "yaml"))
        .extracting(InputError::code)
        .containsExactly("too-large");
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 0; i <= StepReader.MAX_TASKS; i++) {
      many.append("  - t").append(i).append(": {set: {x: 1}}\n");
    }
    assertThat(errors(many.toString(), "yaml"))
        .extracting(InputError::code, InputError::line)
        .containsExactly(tuple("too-many", 503));
    String deep = "{set: {x: 1}}";
    for (int i = 0; i < StepReader.MAX_DEPTH; i++) {
      deep = "{do: [{t: " + deep + "}]}";
    }
    assertThat(errors(HEAD + "  - a: " + deep + "\n", "yaml"))
        .extracting(InputError::code)
        .containsExactly("depth");
    assertThat(errors("[".repeat(100_000), "yaml")).hasSize(1);
    assertThat(errors("[".repeat(100_000), "json")).hasSize(1);
  }

  @Test
  void shouldRefuseAliasBombsAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1) + ", ";
      bomb.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, alias.repeat(9), i - 1));
    }
    assertThat(errors(bomb.toString(), "yaml"))
        .extracting(InputError::code, InputError::line)
        .containsExactly(tuple("alias", 2));
  }

  @Test
  void shouldRefuseWithEveryErrorWhenAWorkflowIsRequired() {
    assertThatThrownBy(() -> WorkflowCompiler.compile("do: 1", "yaml").required())
        .isInstanceOfSatisfying(
            CommandRejected.class, refused -> assertThat(refused.errors()).hasSize(2))
        .hasMessageContaining("line 1, column 1");
  }

  @Test
  void shouldAnswerWhateverIsSentWithFaultsThatHaveAPlace() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      String text = damaged(SUMMARISE, random);
      String because = "seed " + seed + ", text:\n" + text;
      Compilation compilation =
          assertDoesNotThrow(() -> WorkflowCompiler.compile(text, "yaml"), because);
      assertThat(compilation.workflow() == null)
          .as(because)
          .isEqualTo(!compilation.errors().isEmpty());
      assertThat(compilation.errors())
          .as(because)
          .allSatisfy(e -> assertThat(List.of(e.line(), e.column())).allMatch(n -> n > 0));
    }
  }

  private static String damaged(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> lines.set(at, line.replaceFirst(":.*", random.nextBoolean() ? ": 7" : ": [a]"));
        case 3 ->
            lines.set(at, line.replaceFirst(":.*", random.nextBoolean() ? ":" : ": {a: 1e999}"));
        default -> {
          int cut = random.nextInt(line.length() + 1);
          lines.set(
              at, line.substring(0, cut) + (char) (32 + random.nextInt(95)) + line.substring(cut));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
