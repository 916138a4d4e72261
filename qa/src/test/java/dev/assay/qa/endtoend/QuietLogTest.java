package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.assay.qa.support.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Refusals are answers: they do not trouble whoever reads the server's log. */
@ExtendWith(OneServer.Extension.class)
class QuietLogTest {
  private final OneServer server;
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Captured captured = new Captured();

  /** Whoever has to do with commands; that a busy machine is slow is another matter. */
  private static final List<String> LOGGERS =
      List.of("org.axonframework", "dev.assay.command", "dev.assay.http", "dev.assay.sagas");

  /** Other threads log while a test reads. */
  private static final class Captured extends ListAppender<ILoggingEvent> {
    Captured() {
      list = new CopyOnWriteArrayList<>();
    }

    List<String> warnings() {
      return list.stream()
          .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
          .filter(event -> LOGGERS.stream().anyMatch(event.getLoggerName()::startsWith))
          .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
          .toList();
    }
  }

  QuietLogTest(OneServer server) {
    this.server = server;
  }

  @BeforeEach
  void capture() {
    captured.start();
    root.addAppender(captured);
  }

  @AfterEach
  void release() {
    root.detachAppender(captured);
  }

  @Test
  void shouldNotWarnOfCommandsThatAreRefused() {
    Api api = server.api();
    String nobody = "/executions/" + UUID.randomUUID();
    Problems.refused(api.post(nobody + "/pause", null), 404, "NOT_FOUND");
    Problems.refused(server.with("reviewer").post(nobody + "/pause", null), 403, "FORBIDDEN");
    String name = OneServer.aName("quiet");
    String workflow = Examples.workflowOf(api, name, "- only:\n    set: { said: nothing }\n");
    String execution = Examples.start(api, workflow, Map.of());
    Examples.awaitStatus(api, execution, "COMPLETED");
    Problems.refused(api.post("/executions/" + execution + "/pause", null), 409, "INVALID_STATE");

    assertThat(captured.warnings()).isEmpty();
  }
}
