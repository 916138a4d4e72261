package dev.assay.sinks;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.sinks.file.FileSink;
import dev.assay.sinks.kafka.KafkaSink;
import dev.assay.sinks.syslog.SyslogSink;
import dev.assay.sinks.syslog.Tls;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The sinks that the properties name. Needs the beans {@link Databases}, {@link EventReader} (of
 * the processor role), {@link HeadSignal} and {@link MeterRegistry}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SinkProperties.class)
public class SinkConfiguration {
  public static final MigrationSet MIGRATIONS = new MigrationSet("sinks", "sinks", "db/sinks");

  @Bean
  MigrationSet sinkMigrations() {
    return MIGRATIONS;
  }

  @Bean
  Sinks runningSinks(
      SinkProperties properties,
      Databases databases,
      EventReader events,
      HeadSignal head,
      MeterRegistry registry)
      throws IOException {
    DataSource connections = connections(databases);
    List<SinkRunner> runners = new ArrayList<>();
    for (Sink sink : configured(properties)) {
      runners.add(new SinkRunner(sink, events, head, connections, properties.payloads(), registry));
    }
    return new Sinks(runners);
  }

  private static List<Sink> configured(SinkProperties properties) throws IOException {
    List<Sink> sinks = new ArrayList<>();
    SinkProperties.File file = properties.file();
    if (file != null) {
      sinks.add(new FileSink("file", file.directory(), file.maxSize().toBytes()));
    }
    SinkProperties.Syslog syslog = properties.syslog();
    if (syslog != null) {
      sinks.add(syslog(syslog));
    }
    SinkProperties.Kafka kafka = properties.kafka();
    if (kafka != null) {
      sinks.add(new KafkaSink("kafka", kafka.topic(), kafka.producer()));
    }
    return sinks;
  }

  private static SyslogSink syslog(SinkProperties.Syslog syslog) throws IOException {
    String hostname = syslog.hostname();
    return new SyslogSink(
        "syslog",
        new SyslogSink.Target(
            syslog.host(),
            syslog.port(),
            hostname == null ? InetAddress.getLocalHost().getHostName() : hostname,
            syslog.enterpriseNumber()),
        Tls.context(syslog.authorities(), syslog.keyStore(), syslog.keyStorePassword()));
  }

  /** Not from the pool: each runner keeps its connection, and with it its lock. */
  private static DataSource connections(Databases databases) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(databases.properties().url());
    connections.setUser(DatabaseRole.PROCESSOR.login());
    connections.setPassword(databases.properties().password(DatabaseRole.PROCESSOR));
    connections.setApplicationName("assay_sinks");
    connections.setTcpKeepAlive(true);
    return connections;
  }
}
