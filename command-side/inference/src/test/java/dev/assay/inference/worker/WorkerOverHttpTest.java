package dev.assay.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.inference.limits.ProviderLimits;
import dev.assay.inference.openai.OpenAiModelProvider;
import dev.assay.inference.openai.OpenAiSettings;
import dev.assay.inference.queue.QueueInDatabase;
import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way: queue, worker, adapter, HTTP, record. */
class WorkerOverHttpTest {
  private final RecordedCommands commands = new RecordedCommands();
  private final UUID tenant = UUID.randomUUID();
  private QueueInDatabase db;
  private ScriptedModelServer server;
  private OpenAiModelProvider provider;

  @BeforeEach
  void open() {
    db = new QueueInDatabase();
    server = ScriptedModelServer.start();
    provider =
        new OpenAiModelProvider(
            "scripted",
            OpenAiSettings.of(server.baseUrl(), null, ScriptedModelServer.MODEL),
            Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    server.close();
    db.close();
  }

  @Test
  void shouldHoldNoDatabaseConnectionWhileTheServerStalls() {
    HikariDataSource pool = (HikariDataSource) db.dataSource();
    server.always(new Reply.Stall());
    for (int i = 0; i < 4; i++) {
      db.add(tenant);
    }

    try (var worker =
        new WorkerUnderTest(
            db, commands, provider, ProviderLimits.DEFAULT, WorkerUnderTest.withoutHeartbeat())) {
      await().until(() -> server.open() == 4);
      await()
          .during(Duration.ofMillis(400))
          .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
    }

    await().until(() -> server.open() == 0);
    assertThat(commands.received).isEmpty();
    assertThat(db.leases.depth().due()).isEqualTo(4);
  }

  @Test
  void shouldAskOnceForEachCallHoweverTheServerAnswers() {
    server.next(Reply.status(503), Reply.status(429), new Reply.Disconnect());
    for (int i = 0; i < 6; i++) {
      db.add(tenant);
    }

    try (var worker = new WorkerUnderTest(db, commands, provider)) {
      await().until(() -> db.rows() == 0);
    }

    assertThat(server.received()).hasSize(6);
    assertThat(commands.of(RecordModelAnswer.class)).hasSize(3);
    assertThat(commands.of(RecordModelFailure.class))
        .extracting(command -> command.failure().errorClass())
        .containsExactlyInAnyOrder("UNAVAILABLE", "RATE_LIMITED", "UNAVAILABLE");
  }
}
