package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.Uuids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who came how, and whether they were let in. */
class CountedCallsTest {
  private static final Server SERVER =
      new Server(EchoApplication.class, Map.of("assay.security.issuer", TestIssuer.ISSUER));
  private static final UUID TENANT = Uuids.next();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void shouldCountACallThatWasLetIn() {
    double before = calls("token", "allowed");
    SERVER.get("/api/v1/me", token(Role.AUDITOR));
    awaitCalls("token", "allowed", before + 1);
  }

  @Test
  void shouldCountACallThatThePartRefuses() {
    double before = calls("token", "forbidden");
    SERVER.get("/api/v1/reviewers", token(Role.AUDITOR));
    awaitCalls("token", "forbidden", before + 1);
  }

  @Test
  void shouldCountThoseWhomNobodyKnows() {
    double without = calls("none", "unauthenticated");
    double withKey = calls("api-key", "unauthenticated");
    SERVER.send(SERVER.request("/api/v1/me").GET().build());
    SERVER.send(SERVER.request("/api/v1/me").header("X-API-Key", "guessed").GET().build());
    awaitCalls("none", "unauthenticated", without + 1);
    awaitCalls("api-key", "unauthenticated", withKey + 1);
  }

  @Test
  void shouldCountNothingBesideTheApi() {
    double before = all();
    double without = calls("none", "unauthenticated");
    SERVER.send(SERVER.request("/problems").GET().build());
    SERVER.send(SERVER.request("/api/v1/me").GET().build());
    awaitCalls("none", "unauthenticated", without + 1);
    assertThat(all()).isEqualTo(before + 1);
  }

  private static String token(Role role) {
    return EchoApplication.ISSUER.sign(TestIssuer.claims("alice", TENANT, role).build());
  }

  /** It is counted when the answer is written, which the caller may see a little earlier. */
  private static void awaitCalls(String credential, String outcome, double expected) {
    await().untilAsserted(() -> assertThat(calls(credential, outcome)).isEqualTo(expected));
  }

  private static double calls(String credential, String outcome) {
    Counter counter =
        SERVER
            .bean(MeterRegistry.class)
            .find("security.api_calls_total")
            .tags("credential", credential, "outcome", outcome)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static double all() {
    return SERVER.bean(MeterRegistry.class).find("security.api_calls_total").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
