package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api.Answer;
import tools.jackson.databind.JsonNode;

/** What every refusal must be: RFC 9457, a documented code, a sentence that helps, no insides. */
final class Problems {
  private Problems() {}

  /** Checks the refusal and answers it. */
  static JsonNode refused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    JsonNode problem = answer.body();
    assertThat(problem.path("code").asString("")).as(answer.toString()).isEqualTo(code);
    assertThat(problem.path("type").asString("")).isEqualTo("/problems/" + code);
    assertThat(problem.path("title").asString("")).isNotBlank();
    assertThat(problem.path("status").asInt(0)).isEqualTo(status);
    assertThat(problem.path("instance").asString(""))
        .isEqualTo(answer.response().uri().getRawPath());
    assertThat(problem.path("traceId").asString("")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(problem.path("detail").asString("")).matches("(?s)Expected .+, but.+");
    for (JsonNode error : problem.path("errors")) {
      assertThat(error.path("detail").asString("")).matches("(?s)Expected .+, but.+");
    }
    assertThat(answer.response().body())
        .as("neither class names nor SQL nor stack traces")
        .doesNotContain("dev.assay", "Exception", "java.", "org.", "SELECT ", "INSERT ", "\\tat ");
    return problem;
  }
}
