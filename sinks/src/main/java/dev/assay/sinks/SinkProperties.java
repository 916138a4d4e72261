package dev.assay.sinks;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the record is handed on to. Each part is off until it is given.
 *
 * @param payloads hands payloads on, too: as they are stored, sealed where they are sealed
 */
@ConfigurationProperties("assay.sinks")
public record SinkProperties(
    @DefaultValue("false") boolean payloads,
    @Nullable File file,
    @Nullable Syslog syslog,
    @Nullable Kafka kafka) {

  /**
   * JSON lines.
   *
   * @param maxSize from which on a file is put aside
   */
  public record File(Path directory, @DefaultValue("100MB") DataSize maxSize) {}

  /**
   * RFC 5424 over TLS.
   *
   * @param hostname of this machine in messages; null asks the machine
   * @param authorities whom to believe: certificates in PEM; null those of the JDK
   * @param keyStore our own certificate and key, PKCS #12, where the server wants one
   * @param enterpriseNumber of the structured data; 32473 is IANA's for examples
   */
  public record Syslog(
      String host,
      @DefaultValue("6514") int port,
      @Nullable String hostname,
      @Nullable Path authorities,
      @Nullable Path keyStore,
      @Nullable String keyStorePassword,
      @DefaultValue("32473") int enterpriseNumber) {}

  /**
   * A topic.
   *
   * @param producer settings of the Kafka producer, such as {@code bootstrap.servers}
   */
  public record Kafka(
      @DefaultValue("assay.record") String topic, @DefaultValue Map<String, String> producer) {}
}
