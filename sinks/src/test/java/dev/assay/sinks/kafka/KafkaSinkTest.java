package dev.assay.sinks.kafka;

import static dev.assay.sinks.Lines.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.sinks.SinkEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSinkTest {
  private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 3, "record");

  @BeforeAll
  void start() {
    broker.afterPropertiesSet();
  }

  @AfterAll
  void stop() {
    broker.destroy();
  }

  @Test
  void shouldKeepTheOrderOfEachAggregateInOnePartition() throws Exception {
    try (KafkaSink sink =
        new KafkaSink(
            "kafka", "record", Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
      sink.take(events(1, 60));
      sink.take(events(61, 100));
    }
    List<ConsumerRecord<String, String>> all = consumed(100);
    assertThat(all)
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrderElementsOf(events(1, 100).stream().map(SinkEvent::json).toList());
    all.stream()
        .collect(java.util.stream.Collectors.groupingBy(ConsumerRecord::key))
        .forEach(
            (key, records) -> {
              assertThat(records)
                  .extracting(ConsumerRecord::partition)
                  .containsOnly(records.getFirst().partition());
              assertThat(records).extracting(KafkaSinkTest::position).isSorted();
            });
  }

  @Test
  void shouldSayThatNobodyIsThere() {
    KafkaSink sink =
        new KafkaSink(
            "kafka",
            "record",
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "max.block.ms", "500",
                "delivery.timeout.ms", "1500",
                "request.timeout.ms", "500"));
    assertThatThrownBy(() -> sink.take(events(1, 1))).isInstanceOf(IOException.class);
    sink.close();
  }

  private static long position(ConsumerRecord<String, String> record) {
    return Long.parseLong(
        new String(
            record.headers().lastHeader("position").value(),
            java.nio.charset.StandardCharsets.US_ASCII));
  }

  private List<ConsumerRecord<String, String>> consumed(int count) {
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.getBrokersAsString(),
                "group.id", "test",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("record"));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (all.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }
}
