package dev.assay.qa.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Kafka, and all that it keeps. */
final class Topics implements AutoCloseable {
  private static final String PLANTED = "planted";
  private static final Duration POLL = Duration.ofSeconds(5);

  private final EmbeddedKafkaKraftBroker broker =
      new EmbeddedKafkaKraftBroker(1, 1, PLANTED, "assay.record");

  Topics() {
    broker.afterPropertiesSet();
  }

  String brokers() {
    return broker.getBrokersAsString();
  }

  /** The negative control: where a sink would leave it, in each part of a record. */
  void plant(String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(PLANTED, text, "")).get();
      producer.send(new ProducerRecord<>(PLANTED, "", text)).get();
      ProducerRecord<String, String> headed = new ProducerRecord<>(PLANTED, "", "");
      headed.headers().add("note", text.getBytes(StandardCharsets.UTF_8));
      producer.send(headed).get();
    }
  }

  /** Each record of each topic, and each file; answers how many records of ours there are. */
  long look(Sieve sieve) throws IOException {
    long records = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          look(record, sieve);
          records += record.topic().equals(PLANTED) ? 0 : 1;
        }
      }
    }
    for (String directory : directories()) {
      lookAtFiles(Path.of(directory), sieve);
    }
    return records;
  }

  private static void look(ConsumerRecord<byte[], byte[]> record, Sieve sieve) throws IOException {
    String where = "topic " + record.topic() + ", ";
    if (record.key() != null) {
      sieve.look(record.key(), where + "key");
    }
    if (record.value() != null) {
      sieve.look(record.value(), where + "value");
    }
    for (Header header : record.headers()) {
      sieve.look(header.key().getBytes(StandardCharsets.UTF_8), where + "name of a header");
      sieve.look(header.value(), where + "header " + header.key());
    }
  }

  private static void lookAtFiles(Path directory, Sieve sieve) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        sieve.look(in, "kafka/" + directory.relativize(file));
      } catch (java.nio.file.NoSuchFileException e) {
        // Kafka has taken it away meanwhile.
      } catch (IOException e) {
        throw new UncheckedIOException("Expected to read " + file, e);
      }
    }
  }

  private List<String> directories() {
    return broker.doWithAdminFunction(
        admin -> {
          try {
            return admin.describeLogDirs(List.of(0)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.keySet().stream())
                .toList();
          } catch (Exception e) {
            throw new IllegalStateException("Expected Kafka to say where its files are", e);
          }
        });
  }

  @Override
  public void close() {
    broker.destroy();
  }
}
