package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /metrics} shows what it promises under the names it promises. */
@ExtendWith(OneServer.Extension.class)
class MetricsTest {
  private final OneServer server;
  private final Api api;
  private final Wire wire;

  MetricsTest(OneServer server) {
    this.server = server;
    this.api = server.api();
    this.wire = new Wire(server.url());
  }

  /** Counters by outcome begin with the first outcome of their kind. */
  @BeforeEach
  void anAgentSucceedsAndAnotherDoesNot() {
    String agent = OneServer.aName("measured");
    Map<String, Object> definition = new HashMap<>(ExecutionControlTest.anAgentOn("default"));
    api.put("/agents/" + agent, definition);
    awaitStatus(run(agent), "COMPLETED");
    definition.put("limits", Map.of("maxTokens", 1));
    api.put("/agents/" + agent, definition);
    awaitStatus(run(agent), "FAILED");
  }

  @Test
  void shouldShowEveryMetricThatIsMeasured() {
    List<NamedMetric> measured =
        Stream.concat(NamedMetric.PROMISED.stream(), NamedMetric.OURS.stream())
            .filter(metric -> metric.missing() == null)
            .toList();
    await()
        .untilAsserted(
            () -> {
              List<String> shown = metrics();
              assertThat(measured)
                  .allSatisfy(metric -> assertThat(shown).anyMatch(metric::isShownBy));
            });
  }

  @Test
  void shouldClaimNoMetricToBeMissingThatIsMeasured() {
    List<String> shown = metrics();
    assertThat(NamedMetric.PROMISED.stream().filter(metric -> metric.missing() != null))
        .as("A metric that is measured now: say so in NamedMetric and write the page anew")
        .allSatisfy(metric -> assertThat(shown).noneMatch(metric::isShownBy));
  }

  private String run(String agent) {
    return api.post(
            "/agents/" + agent + "/executions", Map.of("input", Map.of("document", "It rains.")))
        .body()
        .get("agentExecutionId")
        .stringValue();
  }

  private void awaitStatus(String run, String status) {
    await()
        .until(
            () -> api.get("/agent-executions/" + run).body().path("status").asString(""),
            status::equals);
  }

  private List<String> metrics() {
    Map<String, String> operator =
        Map.of("Authorization", "Bearer " + server.with("operator").token());
    return wire.get("/metrics", operator).response().body().lines().toList();
  }
}
