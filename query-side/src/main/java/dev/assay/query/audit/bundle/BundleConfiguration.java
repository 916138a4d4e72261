package dev.assay.query.audit.bundle;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.query.reading.ProjectionPositions;
import dev.assay.query.reading.TenantReader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What writes bundles. */
@Configuration(proxyBeanMethods = false)
public class BundleConfiguration {
  @Bean
  Bundles bundles(
      TenantReader reader,
      Databases databases,
      ProjectionPositions projections,
      ObjectProvider<BuildProperties> build) {
    BuildProperties properties = build.getIfAvailable();
    String version = properties == null ? null : properties.getVersion();
    return new Bundles(
        reader,
        new Ledger(databases.dataSource(DatabaseRole.READER)),
        databases.jdbc(DatabaseRole.READER),
        projections,
        "assay " + (version == null ? "development" : version));
  }
}
