package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent;
import dev.assay.api.access.AccessEvent.AccessRefused;
import dev.assay.api.access.AccessEvent.StrangersRefused;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.access.Installation;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.http.Server.Answer;
import dev.assay.http.access.AccessConfiguration;
import dev.assay.http.security.ApiKeyText;
import dev.assay.http.security.ApiKeys.StoredApiKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whoever is refused is in the record before they know. */
class RefusalsTest {
  private static final TenantId TENANT = new TenantId(UUID.randomUUID());
  private static final TestIssuer ISSUER = EchoApplication.ISSUER;
  private static final List<Recorded> RECORD = new CopyOnWriteArrayList<>();
  private static volatile boolean full;
  private static Server server;

  record Recorded(AccessEvent event, AccessRecord.Origin origin) {}

  /** The record is a list here; {@code RecordedAccessTest} has a real one. */
  @Configuration(proxyBeanMethods = false)
  @Import({EchoApplication.class, AccessConfiguration.class})
  static class Application {
    @Bean
    AccessRecord accessRecord() {
      return (event, origin) -> {
        if (full) {
          throw new IllegalStateException("The disk is full");
        }
        RECORD.add(new Recorded(event, origin));
      };
    }
  }

  @BeforeAll
  static void start() {
    server = new Server(Application.class, Map.of("assay.security.issuer", TestIssuer.ISSUER));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void anEmptyRecord() {
    full = false;
    RECORD.clear();
  }

  private static String token(Role... roles) {
    return ISSUER.token("alice", TENANT.value(), roles);
  }

  @Test
  void shouldRecordAKnownCallerWithoutTheRole() {
    Answer answer = server.get("/api/v1/reviewers?secret=1", token(Role.AUDITOR));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(RECORD).hasSize(1);
    AccessRefused refused = (AccessRefused) RECORD.getFirst().event();
    assertThat(refused.operation()).isEqualTo("GET");
    assertThat(refused.path()).isEqualTo("/api/v1/reviewers");
    assertThat(refused.code()).isEqualTo(RejectionCode.FORBIDDEN);
    assertThat(refused.sentence()).isEqualTo(answer.json().get("detail").stringValue());
    AccessRecord.Origin origin = RECORD.getFirst().origin();
    assertThat(origin.tenant()).isEqualTo(TENANT);
    assertThat(origin.actor().id()).isEqualTo("alice");
    assertThat(origin.requestId()).isEqualTo(answer.header("X-Request-Id"));
  }

  @Test
  void shouldRecordEachOfManyRefusals() {
    for (int i = 0; i < 25; i++) {
      server.get("/api/v1/reviewers", token(Role.AUDITOR));
    }
    assertThat(RECORD).hasSize(25);
  }

  @Test
  void shouldAnswerOtherwiseWhereTheRefusalCannotBeRecorded() {
    full = true;
    Answer answer = server.get("/api/v1/reviewers", token(Role.AUDITOR));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotBlank();
    assertThat(answer.body()).doesNotContain("disk");
  }

  @Test
  void shouldRecordATokenWithoutTenantForTheInstallation() {
    String token =
        ISSUER.sign(TestIssuer.claims("bob", TENANT.value()).claim("tenant_id", null).build());
    assertThat(server.get("/api/v1/me", token).status()).isEqualTo(403);
    assertThat(RECORD).hasSize(1);
    assertThat(RECORD.getFirst().origin().tenant()).isEqualTo(Installation.TENANT);
    assertThat(RECORD.getFirst().origin().actor().id()).isEqualTo("bob");
  }

  @Test
  void shouldRecordAKeyWithoutTheRole() {
    ApiKeyText key = ApiKeyText.generate(TENANT, new ApiKeyId(Uuids.next()));
    EchoApplication.KEYS.put(
        key, new StoredApiKey(Set.of(Role.AUDITOR), key.secretHash(), null, false));
    server.send(
        server.request("/api/v1/reviewers").header("X-API-Key", key.format()).GET().build());
    assertThat(RECORD).hasSize(1);
    assertThat(RECORD.getFirst().origin().actor().kind()).isEqualTo(Actor.Kind.SERVICE);
  }

  @Test
  void shouldCountStrangersInOneEventHoweverManyTheyAre() {
    for (int i = 0; i < 300; i++) {
      Answer answer =
          server.send(server.request("/api/v1/orders/" + UUID.randomUUID()).GET().build());
      assertThat(answer.status()).isEqualTo(401);
    }
    server.send(server.request("/api/v1/me").header("X-API-Key", "assay_no.key").GET().build());
    server.get("/api/v1/me", "no.token.atall");
    await().atMost(Duration.ofSeconds(40)).until(() -> counted() >= 302);
    assertThat(RECORD).hasSizeBetween(1, 4);
    assertThat(RECORD)
        .allSatisfy(
            it -> {
              assertThat(it.origin().tenant()).isEqualTo(Installation.TENANT);
              StrangersRefused strangers = (StrangersRefused) it.event();
              assertThat(strangers.origins())
                  .extracting(AccessEvent.Origin::path)
                  .isSubsetOf("/api/v1/orders", "/api/v1/me");
            });
  }

  @Test
  void shouldRecordNothingWhereNothingIsRefused() {
    assertThat(server.get("/api/v1/me", token(Role.AUDITOR)).status()).isEqualTo(200);
    assertThat(server.get("/api/v1/nothing", token(Role.AUDITOR)).status()).isEqualTo(404);
    assertThat(RECORD.stream().filter(it -> it.event() instanceof AccessRefused)).isEmpty();
  }

  private static long counted() {
    return RECORD.stream()
        .map(Recorded::event)
        .filter(StrangersRefused.class::isInstance)
        .mapToLong(event -> ((StrangersRefused) event).refusals())
        .sum();
  }
}
