package dev.assay.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

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
}
