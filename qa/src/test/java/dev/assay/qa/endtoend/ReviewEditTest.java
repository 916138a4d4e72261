package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A reviewer who writes it better: the execution goes on with the reviewer's text. */
@ExtendWith(OneServer.Extension.class)
class ReviewEditTest {
  private static final String BETTER = "A better text.";

  private final Api api;
  private final Api rita;

  ReviewEditTest(OneServer server) {
    this.api = server.api();
    this.rita = server.with("reviewer", "demo", "rita");
  }

  @Test
  void shouldGoOnWithTheTextOfTheReviewer() {
    String workflow = Examples.workflowOf(api, OneServer.aName("edited"), Waiting.WORKFLOW);
    String execution = Examples.start(api, workflow, Map.of("text", "A short text."));
    Examples.awaitStatus(api, execution, "WAITING");
    JsonNode review = Waiting.reviewOfExecution(rita, execution);
    String path = Waiting.decisionPath(review);
    Map<String, Object> edit = new HashMap<>(Waiting.decision(review, "EDIT"));
    edit.put("comment", "Too short");

    Problems.refused(rita.post(path, edit), 400, "INVALID_ARGUMENT");
    edit.put("content", BETTER);
    Map<String, Object> approval = new HashMap<>(edit);
    approval.put("decision", "APPROVE");
    Problems.refused(rita.post(path, approval), 400, "INVALID_ARGUMENT");
    Map<String, Object> ofAnother = new HashMap<>(edit);
    ofAnother.put("contentHash", "sha256:" + "0".repeat(64));
    Problems.refused(rita.post(path, ofAnother), 409, "INVALID_STATE");

    Answer decided = rita.post(path, edit);

    assertThat(decided.status()).as(decided.toString()).isEqualTo(204);
    JsonNode ended = Examples.awaitStatus(api, execution, "COMPLETED", "FAULTED");
    assertThat(ended.at("/output/content").asString("")).as(ended.toString()).isEqualTo(BETTER);
    JsonNode seen = rita.get("/reviews/" + review.get("reviewId").stringValue()).body();
    assertThat(seen.get("status").stringValue()).isEqualTo("DECIDED");
    assertThat(seen.get("decision").stringValue()).isEqualTo("EDIT");
    assertThat(seen.get("decidedContent").stringValue()).isEqualTo(BETTER);
    assertThat(seen.get("content").stringValue()).as("what was shown").isEqualTo("A short text.");
    JsonNode validation =
        api.get("/validations/" + review.get("validationId").stringValue()).body();
    assertThat(validation.get("status").stringValue()).isEqualTo("ACCEPTED");
    assertThat(validation.at("/decision/outcome").asString("")).isEqualTo("ACCEPTED");
    assertThat(validation.at("/decision/decidedBy").asString("")).isEqualTo("rita");
  }
}
