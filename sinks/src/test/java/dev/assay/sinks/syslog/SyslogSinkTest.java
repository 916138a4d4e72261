package dev.assay.sinks.syslog;

import static dev.assay.sinks.Lines.event;
import static dev.assay.sinks.Lines.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogSinkTest {
  /** RFC 5424, section 6. */
  private static final Pattern RFC_5424 =
      Pattern.compile(
          "<110>1 2026-11-21T10:00:00\\.123456Z client\\.example assay \\d+ review\\.decided"
              + " \\[assay@32473 position=\"\\d+\" event=\"[0-9a-f-]{36}\" tenant=\"[0-9a-f-]{36}\""
              + " aggregate=\"[0-9a-f-]{36}\" type=\"review\\.decided\"] \uFEFF\\{.*}");

  private @TempDir Path folder;
  private TlsSyslogServer server;

  @BeforeEach
  void start() throws Exception {
    TlsSyslogServer.certificate(folder.resolve("key.p12"), folder.resolve("ca.pem"), "localhost");
    server = new TlsSyslogServer(Tls.context(null, folder.resolve("key.p12"), "secret"), 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private SyslogSink sink(String host, boolean believes) throws IOException {
    return new SyslogSink(
        "syslog",
        new SyslogSink.Target(host, server.port(), "client.example", 32473),
        Tls.context(believes ? folder.resolve("ca.pem") : null, null, null));
  }

  private List<String> positions() {
    return server.messages.stream()
        .map(message -> message.replaceAll("(?s).*? position=\"(\\d+)\".*", "$1"))
        .toList();
  }

  @Test
  void shouldSendMessagesOfTheFormInTheFrameOfTheRfcs() throws IOException {
    SyslogSink sink = sink("localhost", true);
    sink.take(events(1, 20));
    await().until(() -> server.messages.size() == 20);
    assertThat(server.messages).allMatch(it -> RFC_5424.matcher(it).matches());
    assertThat(server.messages.getFirst()).endsWith(event(1).json());
    assertThat(server.faults).isEmpty();
    sink.close();
  }

  @Test
  void shouldSendAgainWhatWasOnTheWayWhenTheConnectionBroke() throws Exception {
    SyslogSink sink = sink("localhost", true);
    sink.take(events(1, 3));
    await().until(() -> server.messages.size() == 3);
    server.hangUp();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> sink.take(events(4, 5))).isInstanceOf(IOException.class));
    sink.close();

    sink.take(events(4, 5));

    await().until(() -> positions().contains("5"));
    assertThat(positions()).endsWith("4", "5").containsSubsequence("1", "2", "3", "1", "2", "3");
    sink.close();
  }

  @Test
  void shouldNotSendToAServerThatNobodyVouchesFor() throws IOException {
    SyslogSink sink = sink("localhost", false);
    assertThatThrownBy(() -> sink.take(events(1, 1))).isInstanceOf(SSLException.class);
    assertThat(server.messages).isEmpty();
  }

  @Test
  void shouldNotSendToAServerOfAnotherName() throws IOException {
    SyslogSink sink = sink("127.0.0.1", true);
    assertThatThrownBy(() -> sink.take(events(1, 1))).isInstanceOf(SSLException.class);
    assertThat(server.messages).isEmpty();
  }
}
