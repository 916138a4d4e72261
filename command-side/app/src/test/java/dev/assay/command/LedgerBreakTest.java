package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.http.Server.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerBreakTest {
  private static final String PATH = "/api/v1/ledger/breaks";

  private final CommandServer server =
      new CommandServer(Map.of("assay.ledger.origin", LedgerUnderTest.ORIGIN));

  @BeforeAll
  void begin() {
    server.tenant("acme");
    await().atMost(Duration.ofSeconds(30)).until(() -> !origins().isEmpty());
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void shouldRecordWhoBrokeItAndWhy() {
    Answer answer = server.post(PATH, server.platformAdmin(), body(origins().getLast()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().get("origin").stringValue()).isEqualTo(origins().getLast());
    assertThat(
            server
                .jdbc()
                .queryForList(
                    "SELECT made_by || ': ' || reason FROM event_store.ledger_origins WHERE number = 2",
                    String.class))
        .containsExactly("root: disk lost");
  }

  @Test
  void shouldRefuseANameThatIsNotInForce() {
    Answer answer = server.post(PATH, server.platformAdmin(), body("log.test/other"));
    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void shouldBeForPlatformAdminsWhoGiveAReason() {
    String tenantAdmin =
        CommandApplication.ISSUER.token(
            "alice", CommandServer.idOf("acme"), dev.assay.api.envelope.Role.TENANT_ADMIN);
    assertThat(server.post(PATH, tenantAdmin, body(origins().getFirst())).status()).isEqualTo(403);
    assertThat(
            server
                .post(PATH, server.platformAdmin(), "{\"origin\":\"a\",\"reason\":\" \"}")
                .status())
        .isEqualTo(400);
  }

  private List<String> origins() {
    return server
        .jdbc()
        .queryForList(
            "SELECT origin FROM event_store.ledger_origins ORDER BY number", String.class);
  }

  private static String body(String origin) {
    return "{\"origin\":\"" + origin + "\",\"reason\":\"disk lost\"}";
  }
}
