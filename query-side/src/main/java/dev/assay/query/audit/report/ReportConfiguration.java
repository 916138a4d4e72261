package dev.assay.query.audit.report;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.audit.report.catalogue.Frameworks;
import dev.assay.query.reading.TenantReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The compliance reports' part of role query. */
@Configuration(proxyBeanMethods = false)
@Import(ReportQueries.class)
public class ReportConfiguration {
  @Bean
  Frameworks frameworks() {
    return Frameworks.load();
  }

  @Bean
  Reports reports(TenantReader reader, Bundles bundles, Databases databases, EventCodec codec) {
    ReportReader records =
        new ReportReader(
            reader,
            bundles,
            new Ledger(databases.dataSource(DatabaseRole.READER)),
            databases.jdbc(DatabaseRole.READER));
    return new Reports(records, codec, Clock.systemUTC());
  }
}
