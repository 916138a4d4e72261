package dev.assay.qa.rebuild;

import dev.assay.qa.support.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the load runs. */
final class Definitions {
  private static final String WORKFLOW =
      """
      document:
        dsl: '1.0.0'
        namespace: qa
        name: rebuilt
        version: '1.0.0'
      do:
        - brief:
            call: agent
            with:
              agent: %s
              input: ${ .document }
        - check:
            call: validate
            with:
              content: ${ . }
              pipeline:
                validators:
                  - name: any
                    kind: length
                    onFail: reject
                    with: { minWords: 1 }
      """
          .formatted(Writer.AGENT);

  private final Client client;

  Definitions(Client client) {
    this.client = client;
  }

  /** The id of the workflow. */
  Optional<String> workflow() throws InterruptedException {
    Map<String, Object> agent =
        Map.of(
            "role", "drafter",
            "instructions", "Write a brief of the document.",
            "model", Map.of("prefer", List.of("default")));
    client.ask(api -> api.put("/agents/" + Writer.AGENT, agent));
    Optional<Answer> answer =
        client.ask(api -> api.send("POST", "/workflows", WORKFLOW, "application/yaml", Map.of()));
    return answer.map(it -> it.body().get("workflowId").stringValue());
  }
}
