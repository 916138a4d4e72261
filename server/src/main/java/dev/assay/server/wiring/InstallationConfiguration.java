package dev.assay.server.wiring;

import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.server.Roles;
import dev.assay.server.home.DataDirectory;
import dev.assay.server.home.RunningServer;
import java.time.Clock;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every process has, whatever its roles. */
@Configuration(proxyBeanMethods = false)
public class InstallationConfiguration {
  /** The policies in force; recorded in every event. */
  private static final String POLICY_VERSIONS = "access:1";

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The schema module is for readers and writers alike and knows no database access. */
  @Bean
  MigrationSet readModelMigrations() {
    return new MigrationSet("read-model", "read_model", "db/read-model");
  }

  @Bean
  CorrelationDataProvider envelopeCorrelation(ObjectProvider<BuildProperties> build) {
    return new EnvelopeCorrelation(ProgramVersion.of(build.getIfAvailable()), POLICY_VERSIONS);
  }

  @Bean("assay")
  HealthIndicator databaseHealth(Databases databases) {
    return new DatabaseHealth(databases);
  }

  @Bean("keys")
  HealthIndicator keyHealth(Keys keys) {
    return new KeyHealth(keys);
  }

  @Bean("ledger")
  HealthIndicator ledgerHealth(ObjectProvider<Notary> notary) {
    return new LedgerHealth(notary.getIfAvailable());
  }

  @Bean
  RunningServer runningServer(DataDirectory home, @Value("${assay.url}") String url) {
    return new RunningServer(home, url);
  }

  @Bean
  ReadyAnnouncement readyAnnouncement(
      RunningServer server,
      ObjectProvider<BuildProperties> build,
      @Value("${assay.roles}") String roles,
      @Value("${assay.database.url}") String databaseUrl) {
    return new ReadyAnnouncement(
        server, Roles.parse(roles), ProgramVersion.of(build.getIfAvailable()), databaseUrl);
  }
}
