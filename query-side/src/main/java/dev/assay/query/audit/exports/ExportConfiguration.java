package dev.assay.query.audit.exports;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.jobs.JobQuota;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The exports' part of role query. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
@Import(ExportQueries.class)
public class ExportConfiguration {
  @Bean
  ExportFolder exportFolder(ExportProperties properties) {
    return new ExportFolder(properties.folder());
  }

  @Bean
  ExportRunner exportRunner(ExportFolder folder, Bundles bundles, ExportProperties properties) {
    return new ExportRunner(folder, bundles, properties, Clock.systemUTC());
  }

  @Bean
  Exports exports(
      ExportFolder folder, ExportRunner runner, Databases databases, ExportProperties properties) {
    JobQuota.Limit kept =
        new JobQuota.Limit(
            properties.maxPerTenant(),
            "Expected at most %d exports of a tenant, but there are as many; each expires after "
                + properties.keep(),
            tenant -> folder.of(tenant).size());
    // In a folder nobody can be counted after the other; in the database all processes can.
    JobQuota quota =
        new JobQuota(
            databases.jdbc(DatabaseRole.PROCESSOR),
            databases.transaction(DatabaseRole.PROCESSOR),
            "exports",
            List.of(kept));
    return new Exports(folder, runner, quota, Clock.systemUTC());
  }
}
