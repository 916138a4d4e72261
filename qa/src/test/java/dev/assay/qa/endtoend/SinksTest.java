package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A server that hands its record on: to a file it can write, and to a Kafka that is not there. */
class SinksTest {
  private @TempDir Path folder;

  @Test
  void shouldHandTheRecordOnAndSayWhichSinkDoesNotTakeIt() throws IOException {
    Path lines = folder.resolve("siem/audit.jsonl");
    try (AssayServer server =
        AssayServer.start(
            new StartSettings(
                0,
                folder.resolve("data"),
                "all",
                Map.of(
                    "assay.sinks.file.directory",
                        java.util.Objects.requireNonNull(lines.getParent()).toString(),
                    "assay.sinks.kafka.producer.bootstrap.servers", "127.0.0.1:1",
                    "assay.sinks.kafka.producer.max.block.ms", "500")))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !positions(lines).isEmpty());
      List<Long> positions = positions(lines);
      assertThat(positions).isEqualTo(LongStream.rangeClosed(1, positions.size()).boxed().toList());
      Wire wire = new Wire(server.url());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> wire.get("/health", Map.of()).status() == 503);
      assertThat(wire.get("/health/ready", Map.of()).status()).isEqualTo(200);
    }
  }

  private static List<Long> positions(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .map(line -> JsonMapper.shared().readTree(line).get("position").longValue())
            .toList()
        : List.of();
  }
}
