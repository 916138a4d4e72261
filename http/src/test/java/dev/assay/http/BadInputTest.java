package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.http.Server.Answer;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What comes in wrong is refused with the documented code and a sentence that helps. */
class BadInputTest {
  private static final UUID TENANT = UUID.randomUUID();
  private static Server server;
  private static String token;

  @BeforeAll
  static void start() {
    server = new Server(EchoApplication.class, Map.of("assay.security.issuer", TestIssuer.ISSUER));
    token = EchoApplication.ISSUER.token(TENANT, Role.DESIGNER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> wrongBodies() {
    return Stream.of(
        wrong("", "", "Expected a body, but the request has none", null),
        wrong("{", "NOT_JSON", "", ""),
        wrong("not json", "NOT_JSON", "Expected JSON, but: Unrecognized token", ""),
        wrong("[]", "WRONG_TYPE", "Expected an object, but got an array", ""),
        wrong("\"text\"", "", "", ""),
        wrong("null", "", "", null),
        wrong("{\"lines\":[]}", "MISSING", "Expected the field customer", "/customer"),
        wrong("{\"customer\":null,\"lines\":[]}", "MISSING", "Expected a value", "/customer"),
        wrong("{\"customer\":7,\"lines\":[]}", "WRONG_TYPE", "Expected text", "/customer"),
        wrong("{\"customer\":true,\"lines\":[]}", "WRONG_TYPE", "Expected text", "/customer"),
        wrong("{\"customer\":{},\"lines\":[]}", "WRONG_TYPE", "Expected text", "/customer"),
        wrong("{\"customer\":\"a\",\"lines\":{}}", "WRONG_TYPE", "Expected an array", "/lines"),
        wrong("{\"customer\":\"a\",\"lines\":[null]}", "MISSING", "Expected a value", "/lines/0"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":\"many\"}]}",
            "WRONG_TYPE",
            "Expected a whole number of 32 bits, but got text",
            "/lines/0/pieces"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":\"2\"}]}",
            "WRONG_TYPE",
            "Expected a whole number",
            "/lines/0/pieces"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":1.5}]}",
            "WRONG_TYPE",
            "",
            "/lines/0/pieces"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":99999999999}]}",
            "",
            "",
            "/lines/0/pieces"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\"}]}",
            "MISSING",
            "Expected the field pieces",
            "/lines/0/pieces"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":0}]}",
            "INVALID_VALUE",
            "Expected pieces of at least 1, but it is 0",
            "/lines/0"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[],\"colour\":\"BLUE\"}",
            "WRONG_VALUE",
            "Expected one of [RED, GREEN], but got 'BLUE'",
            "/colour"),
        wrong("{\"customer\":\"a\",\"lines\":[],\"colour\":0}", "", "", "/colour"),
        wrong(
            "{\"customer\":\"a\",\"lines\":[],\"due\":\"tomorrow\"}",
            "WRONG_VALUE",
            "Expected a time",
            "/due"),
        wrong("{\"customer\":\"a\",\"lines\":[],\"due\":1700000000}", "", "a time", "/due"),
        wrong("{\"customer\":\"a\",\"lines\":[],\"execution\":\"x\"}", "", "", "/execution"),
        wrong("{\"customer\":\"a\",\"lines\":[],\"gift\":\"yes\"}", "", "true or false", "/gift"),
        wrong(
            "{\"customer\":\"a\",\"customer\":\"b\",\"lines\":[]}", "NOT_JSON", "Duplicate", null),
        wrong(
            "{\"customer\":\"a\",\"lines\":[],\"notes\":{\"x\":1,\"x\":2}}",
            "NOT_JSON",
            "Duplicate",
            null),
        wrong("{\"customer\":\"a\",\"lines\":[]} more", "NOT_JSON", "", null),
        wrong("{\"customer\":\"a\",\"lines\":[]}{}", "NOT_JSON", "one JSON value", null),
        wrong(
            "{\"customer\":\"a\",\"lines\":[],\"notes\":" + "[".repeat(64) + "]".repeat(64) + "}",
            "TOO_DEEP",
            "at most 64 deep",
            null),
        wrong("{\"notes\":" + "[".repeat(100_000), "TOO_DEEP", "at most 64 deep", null),
        wrong(
            "{\"customer\":\"a\",\"lines\":[],\"notes\":" + "9".repeat(5_000) + "}",
            "TOO_LONG",
            "",
            null));
  }

  private static Arguments wrong(
      String body, String code, String detail, @Nullable String pointer) {
    return Arguments.of(body, code, detail, pointer);
  }

  @ParameterizedTest
  @MethodSource("wrongBodies")
  void shouldNameWhatIsWrongWithABody(
      String body, String code, String detail, @Nullable String pointer) {
    int reached = EchoApplication.REACHED.get();

    Answer answer = server.post("/api/v1/orders", token, body);

    JsonNode problem = problem(answer, 400, "INVALID_ARGUMENT");
    assertThat(problem.get("detail").stringValue()).contains(detail).startsWith("Expected");
    if (!code.isEmpty()) {
      assertThat(problem.at("/errors/0/code").asString()).isEqualTo(code);
    }
    if (pointer != null) {
      assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }
    assertThat(EchoApplication.REACHED.get()).isEqualTo(reached);
  }

  @Test
  void shouldGuessWhichFieldWasMeant() {
    Answer answer =
        server.post(
            "/api/v1/orders",
            token,
            "{\"customer\": \"a\",\n  \"collour\": \"RED\", \"lines\": []\n}");

    JsonNode fault = problem(answer, 400, "INVALID_ARGUMENT").at("/errors/0");
    assertThat(fault.get("code").stringValue()).isEqualTo("UNKNOWN_FIELD");
    assertThat(fault.get("pointer").stringValue()).isEqualTo("/collour");
    assertThat(fault.get("hint").stringValue()).isEqualTo("Did you mean colour?");
  }

  @Test
  void shouldTakeWhatIsRight() {
    Answer answer =
        server.post(
            "/api/v1/orders",
            token,
            "{\"customer\":\"a\",\"lines\":[{\"article\":\"x\",\"pieces\":2}],"
                + "\"due\":\"2026-11-21T10:00:00+01:00\",\"notes\":"
                + "[".repeat(60)
                + "]".repeat(60)
                + "}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("due").stringValue()).isEqualTo("2026-11-21T09:00:00.000000Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "00000000-0000-0000-0000", "%27drop%20table", "1e9"})
  void shouldNotFindWhatHasNoPossibleId(String id) {
    problem(server.get("/api/v1/orders/" + id, token), 404, "NOT_FOUND");
  }

  @Test
  void shouldAnswerUnknownPathsMethodsAndTypesAsProblems() {
    problem(server.get("/api/v1/nothing", token), 404, "NOT_FOUND");
    problem(server.get("/error", token), 404, "NOT_FOUND");
    problem(
        server.send(
            server
                .request("/api/v1/orders")
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build()),
        405,
        "INVALID_ARGUMENT");
    problem(
        server.send(
            server
                .request("/api/v1/me")
                .header("Authorization", "Bearer " + token)
                .header("Accept", "image/png")
                .build()),
        406,
        "INVALID_ARGUMENT");
    problem(
        server.post(
            "/api/v1/orders",
            token,
            "text/plain",
            java.net.http.HttpRequest.BodyPublishers.ofString("hello")),
        415,
        "INVALID_ARGUMENT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=501", "limit=many", "limit=-1", "cursor=abc", "cursor=W10"})
  void shouldRefusePagesThatDoNotExist(String query) {
    JsonNode problem =
        problem(server.get("/api/v1/orders?" + query, token), 400, "INVALID_ARGUMENT");
    assertThat(problem.at("/errors/0/pointer").asString())
        .isEqualTo("?" + query.substring(0, query.indexOf('=')));
  }

  @Test
  void shouldGiveEveryRowOnceAcrossPages() {
    String cursor = "";
    StringBuilder seen = new StringBuilder();
    for (int page = 0; page < 10 && cursor != null; page++) {
      JsonNode answer = server.get("/api/v1/orders?limit=3&cursor=" + cursor, token).json();
      answer.get("items").forEach(item -> seen.append(item.intValue()));
      cursor = answer.get("nextCursor").isNull() ? null : answer.get("nextCursor").stringValue();
    }
    assertThat(seen.toString()).isEqualTo("1234567");
  }

  @Test
  void shouldSayNothingOfItsInsidesWhenBroken() {
    Answer answer = server.get("/api/v1/broken", token);

    JsonNode problem = problem(answer, 500, "INTERNAL");
    assertThat(answer.body()).doesNotContain("SELECT", "dev.assay", "Exception", "at ");
    assertThat(problem.get("traceId").stringValue()).isEqualTo(answer.header("X-Request-Id"));
  }

  @Test
  void shouldExplainEveryCode() {
    JsonNode all = server.send(server.request("/problems").build()).json();
    all.forEach(
        one ->
            assertThat(
                    server
                        .send(server.request("/problems/" + one.get("code").stringValue()).build())
                        .json())
                .isEqualTo(one));
    assertThat(all).hasSize(dev.assay.api.RejectionCode.values().length);
    problem(server.send(server.request("/problems/NO_SUCH").build()), 404, "NOT_FOUND");
  }

  @Test
  void shouldKeepAHarmlessRequestIdAndReplaceAnother() {
    assertThat(requestId("order-17")).isEqualTo("order-17");
    assertThat(requestId("<script>")).matches("[0-9a-f-]{36}");
    assertThat(requestId("a".repeat(129))).matches("[0-9a-f-]{36}");
  }

  private static String requestId(String sent) {
    return server
        .send(server.request("/health/x").header("X-Request-Id", sent).build())
        .header("X-Request-Id");
  }

  static JsonNode problem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body())
        .doesNotContain("java.", "tools.jackson", "org.springframework", "dev.assay");
    JsonNode problem = answer.json();
    assertThat(problem.get("code").stringValue()).isEqualTo(code);
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + code);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("instance").stringValue()).startsWith("/");
    assertThat(problem.get("traceId").stringValue()).isNotBlank();
    return problem;
  }
}
