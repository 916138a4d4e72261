package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.http.Server.Answer;
import dev.assay.http.security.ApiKeyText;
import dev.assay.http.security.ApiKeys.StoredApiKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tokens and keys: who is let in, as whom, and who is not. */
class WhoComesInTest {
  private static final UUID TENANT = UUID.randomUUID();
  private static final TestIssuer ISSUER = EchoApplication.ISSUER;
  private static Server server;

  @BeforeAll
  static void start() {
    server = new Server(EchoApplication.class, Map.of("assay.security.issuer", TestIssuer.ISSUER));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JWTClaimsSet.Builder good() {
    return TestIssuer.claims("alice", TENANT, Role.DESIGNER, Role.AUDITOR);
  }

  private static Date inSeconds(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void shouldSeeAPersonWithTenantAndRoles() {
    JsonNode me = server.get("/api/v1/me", ISSUER.sign(good().build())).json();

    assertThat(me.get("tenant").stringValue()).isEqualTo(TENANT.toString());
    assertThat(me.at("/actor/kind").stringValue()).isEqualTo("USER");
    assertThat(me.at("/actor/id").stringValue()).isEqualTo("alice");
    assertThat(me.at("/actor/roles").toString()).contains("designer", "auditor");
    assertThat(me.at("/actor/authentication").stringValue()).isEqualTo("oidc");
    assertThat(me.at("/actor/address").stringValue()).isNotBlank();
    assertThat(me.get("correlationId")).isEqualTo(me.get("requestId"));
  }

  @Test
  void shouldSeeAProgramThatGotATokenForItselfButNeverAsOneOfOurOwnServices() {
    String token = ISSUER.sign(good().claim("client_id", "alice").build());

    JsonNode actor = server.get("/api/v1/me", token).json().get("actor");

    assertThat(actor.get("kind").stringValue()).isEqualTo("SERVICE");
    assertThat(actor.get("authentication").stringValue()).isNotEqualTo("internal");
  }

  @Test
  void shouldIgnoreRolesOfOtherPrograms() {
    String token = ISSUER.sign(good().claim("roles", new String[] {"auditor", "root"}).build());

    assertThat(server.get("/api/v1/me", token).json().at("/actor/roles").toString())
        .isEqualTo("[\"auditor\"]");
  }

  @Test
  void shouldRefuseTokensThatAreNotGood() {
    refused(ISSUER.sign(good().expirationTime(inSeconds(-60)).build()), "it has expired");
    refused(ISSUER.sign(good().expirationTime(null).build()), "it never expires");
    refused(ISSUER.sign(good().notBeforeTime(inSeconds(120)).build()), "it is not valid yet");
    refused(ISSUER.sign(good().issuer("https://evil.test").build()), "it is from another issuer");
    refused(ISSUER.sign(good().issuer(null).build()), "it is from another issuer");
    refused(ISSUER.sign(good().audience("other").build()), "it is for another audience");
    refused(ISSUER.sign(good().audience((String) null).build()), "it is for another audience");
    refused(ISSUER.sign(good().subject(null).build()), "it has no subject");
    refused(ISSUER.signByStranger(good().build()), "malformed or not signed");
    refused(TestIssuer.unsigned(good().build()), "malformed or not signed");
    refused(ISSUER.signWithPublicKeyAsSecret(good().build()), "malformed or not signed");
    refused("nonsense", "malformed or not signed");
    String token = ISSUER.sign(good().build());
    refused(token.substring(0, token.lastIndexOf('.') + 1), "malformed or not signed");
    refused(spoiled(token), "malformed or not signed");
  }

  /** The same signature under other claims. */
  private static String spoiled(String token) {
    String[] parts = token.split("\\.", -1);
    String other = ISSUER.sign(good().claim("roles", new String[] {"platform-admin"}).build());
    return parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
  }

  @Test
  void shouldAllowForASmallDifferenceOfClocks() {
    String token = ISSUER.sign(good().expirationTime(inSeconds(-5)).build());
    assertThat(server.get("/api/v1/me", token).status()).isEqualTo(200);
  }

  private static void refused(String token, String why) {
    Answer answer = server.get("/api/v1/me", token);
    JsonNode problem = BadInputTest.problem(answer, 401, "UNAUTHENTICATED");
    assertThat(problem.get("detail").stringValue()).contains(why);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer").contains("invalid_token");
  }

  @Test
  void shouldAskForATokenWhereThereIsNone() {
    for (String path : new String[] {"/api/v1/me", "/api/v1/nothing", "/metrics", "/", "/admin"}) {
      Answer answer = server.send(server.request(path).build());
      BadInputTest.problem(answer, 401, "UNAUTHENTICATED");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void shouldForbidATokenWithoutATenant() {
    for (Object tenant : new Object[] {"", "not-a-uuid", 7}) {
      Answer answer =
          server.get("/api/v1/me", ISSUER.sign(good().claim("tenant_id", tenant).build()));
      assertThat(BadInputTest.problem(answer, 403, "FORBIDDEN").get("detail").stringValue())
          .contains("tenant_id");
    }
  }

  @Test
  void shouldForbidWhoLacksTheRoleAndNameIt() {
    Answer answer = server.get("/api/v1/reviewers", ISSUER.token(TENANT, Role.DESIGNER));
    assertThat(BadInputTest.problem(answer, 403, "FORBIDDEN").get("detail").stringValue())
        .contains("reviewer");
    assertThat(server.get("/api/v1/reviewers", ISSUER.token(TENANT, Role.REVIEWER)).body())
        .isEqualTo("in");
  }

  @Test
  void shouldShowMetricsOnlyToOperators() {
    BadInputTest.problem(
        server.get("/metrics", ISSUER.token(TENANT, Role.DESIGNER)), 403, "FORBIDDEN");
    // There is no such endpoint in this small application, but the way to it is open.
    BadInputTest.problem(
        server.get("/metrics", ISSUER.token(TENANT, Role.OPERATOR)), 404, "NOT_FOUND");
  }

  @Test
  void shouldTakeAnApiKeyUntilItExpiresOrIsRevoked() {
    ApiKeyText key = key(null, false);

    JsonNode me = withKey(key.format()).json();

    assertThat(me.get("tenant").stringValue()).isEqualTo(TENANT.toString());
    assertThat(me.at("/actor/id").stringValue()).isEqualTo("api-key:" + key.keyId());
    assertThat(me.at("/actor/roles").toString()).isEqualTo("[\"agent-runner\"]");
    BadInputTest.problem(
        withKey(key(Instant.now().minusSeconds(1), false).format()), 401, "UNAUTHENTICATED");
    BadInputTest.problem(withKey(key(null, true).format()), 401, "UNAUTHENTICATED");
    assertThat(withKey(key(Instant.now().plusSeconds(60), false).format()).status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseAKeyWithAnotherSecretOrAnotherTenant() {
    ApiKeyText key = key(null, false);
    String otherSecret = ApiKeyText.generate(key.tenant(), key.keyId()).format();
    String otherTenant =
        new ApiKeyText(new TenantId(UUID.randomUUID()), key.keyId(), key.secret()).format();
    for (String wrong :
        new String[] {otherSecret, otherTenant, "assay_x.y", "", key.format() + "A"}) {
      BadInputTest.problem(withKey(wrong), 401, "UNAUTHENTICATED");
    }
  }

  @Test
  void shouldRefuseATokenAndAKeyTogether() {
    Answer answer =
        server.send(
            server
                .request("/api/v1/me")
                .header("X-API-Key", key(null, false).format())
                .header("Authorization", "Bearer " + ISSUER.token(TENANT))
                .build());
    BadInputTest.problem(answer, 400, "INVALID_ARGUMENT");
  }

  private static ApiKeyText key(@Nullable Instant expiresAt, boolean revoked) {
    ApiKeyText key = ApiKeyText.generate(new TenantId(TENANT), new ApiKeyId(Uuids.next()));
    EchoApplication.KEYS.put(
        key, new StoredApiKey(Set.of(Role.AGENT_RUNNER), key.secretHash(), expiresAt, revoked));
    return key;
  }

  private static Answer withKey(String key) {
    return server.send(server.request("/api/v1/me").header("X-API-Key", key).build());
  }

  @Test
  void shouldSendSecurityHeaders() {
    Answer answer = server.get("/api/v1/me", ISSUER.token(TENANT));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/api-docs", "/swagger-ui/index.html", "/problems"})
  void shouldShowThePublicPagesToEveryone(String path) {
    assertThat(server.send(server.request(path).build()).status()).isEqualTo(200);
  }

  @Test
  void shouldDescribeItsConventionsInOpenApi() {
    JsonNode api = server.send(server.request("/v3/api-docs").build()).json();

    assertThat(api.at("/components/securitySchemes/bearer/scheme").stringValue())
        .isEqualTo("bearer");
    assertThat(api.at("/components/schemas/Problem/properties/code").isMissingNode()).isFalse();
    JsonNode list = api.at("/paths/~1api~1v1~1orders/get");
    assertThat(list.toString()).contains("\"limit\"", "\"cursor\"", "Assay-Min-Position");
    JsonNode order = api.at("/paths/~1api~1v1~1orders/post");
    assertThat(order.toString()).contains("Idempotency-Key", "application/problem+json");
    assertThat(api.at("/components/schemas/Order/properties/execution/type").stringValue())
        .isEqualTo("string");
    assertThat(api.at("/paths/~1api~1v1~1me/get/parameters").toString())
        .doesNotContain("\"tenant\"", "actor");
  }
}
