package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Compliance reports on what the program itself has recorded: nothing mandatory is missing. */
@ExtendWith(OneServer.Extension.class)
class ReportTest {
  private final Api api;
  private final Api rita;

  ReportTest(OneServer server) {
    this.api = server.api();
    this.rita = server.with("reviewer", "demo", "rita");
  }

  @Test
  void shouldFindNothingMissingInAnExecutionThatAPersonDecided() {
    String workflow = Examples.workflowOf(api, OneServer.aName("reported"), Waiting.WORKFLOW);
    String execution = Examples.start(api, workflow, Map.of("text", "A short text."));
    Examples.awaitStatus(api, execution, "WAITING");
    JsonNode review = Waiting.reviewOfExecution(rita, execution);
    Map<String, Object> edit = new HashMap<>(Waiting.decision(review, "EDIT"));
    edit.put("content", "A better text.");
    Answer decided = rita.post(Waiting.decisionPath(review), edit);
    Examples.awaitStatus(api, execution, "COMPLETED");

    JsonNode oversight = obligation(report("eu-ai-act", execution, decided), "Art. 14(1)");
    assertThat(oversight.get("status").stringValue()).isEqualTo("met");
    assertThat(oversight.get("events").longValue()).as("opened, decided").isEqualTo(2);
    for (JsonNode one : api.get("/audit/reports").body().get("items")) {
      JsonNode report = report(one.get("framework").stringValue(), execution, decided);
      assertThat(notMet(report)).as(one.toString()).isEmpty();
      assertThat(report.get("status").stringValue()).isEqualTo("passed");
      assertThat(report.get("events").longValue()).isGreaterThan(8);
    }
  }

  @Test
  void shouldFindNothingMissingInAnExecutionOfAgents(OneServer server) {
    String execution =
        Examples.start(api, server.workflowId(), Examples.input(Examples.ACCEPTED_AT_ONCE));
    Examples.awaitStatus(api, execution, "COMPLETED");
    JsonNode report = api.get("/audit/reports/eu-ai-act?workflowExecutionId=" + execution).body();
    assertThat(notMet(report)).isEmpty();
    assertThat(obligation(report, "Art. 12(2)(b)").get("events").longValue()).isPositive();
  }

  private JsonNode report(String framework, String execution, Answer after) {
    Answer answer =
        api.get(
            "/audit/reports/" + framework + "?workflowExecutionId=" + execution,
            Map.of("Assay-Min-Position", after.header("Assay-Position")));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode obligation(JsonNode report, String id) {
    for (JsonNode one : report.get("obligations")) {
      if (one.get("id").stringValue().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("No obligation " + id);
  }

  private static List<JsonNode> notMet(JsonNode report) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode one : report.get("obligations")) {
      if (one.get("status").stringValue().equals("not-met")) {
        found.add(one);
      }
    }
    return found;
  }
}
