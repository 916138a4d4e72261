package dev.assay.sinks.kafka;

import dev.assay.sinks.Sink;
import dev.assay.sinks.SinkEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one topic, by tenant and aggregate: what happened to one thing stays in order in
 * one partition. A batch is taken when all in-sync replicas have it.
 */
public final class KafkaSink implements Sink {
  private static final Duration CLOSE_IN = Duration.ofSeconds(5);

  private final String name;
  private final String topic;
  private final Map<String, Object> settings;
  private @Nullable KafkaProducer<String, String> producer;

  /**
   * @param settings of the producer, such as {@code bootstrap.servers} and what secures it; how
   *     much is acknowledged is not theirs to say
   */
  public KafkaSink(String name, String topic, Map<String, String> settings) {
    this.name = name;
    this.topic = topic;
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "assay-sink-" + name);
    all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    all.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    this.settings = Map.copyOf(all);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void take(List<SinkEvent> events) throws IOException, InterruptedException {
    KafkaProducer<String, String> open = producer;
    if (open == null) {
      open = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      producer = open;
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
    for (SinkEvent event : events) {
      sent.add(open.send(record(event)));
    }
    open.flush();
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("Kafka did not take events", e.getCause());
      }
    }
  }

  private ProducerRecord<String, String> record(SinkEvent event) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(
            topic,
            null,
            event.recordedAt().toEpochMilli(),
            event.tenantId() + "/" + event.aggregateId(),
            event.json());
    record.headers().add("type", event.type().getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add("position", Long.toString(event.position()).getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  @Override
  public void close() {
    KafkaProducer<String, String> open = producer;
    producer = null;
    if (open != null) {
      open.close(CLOSE_IN);
    }
  }
}
