package dev.assay.query.audit.ledger;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.LedgerStatusReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.query.QueryProperties;
import dev.assay.query.reading.TenantReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The ledger's part of role query. */
@Configuration(proxyBeanMethods = false)
@Import({LedgerQueries.class, TileQueries.class, LedgerStatusQueries.class})
public class LedgerConfiguration {
  @Bean
  LedgerReader ledgerReader(TenantReader reader, Databases databases) {
    return new LedgerReader(reader, new Ledger(databases.dataSource(DatabaseRole.READER)));
  }

  @Bean
  LedgerStatusReader ledgerStatusReader(Databases databases) {
    return new LedgerStatusReader(databases.dataSource(DatabaseRole.READER));
  }

  @Bean
  WebMvcConfigurer checkpointWaits(
      LedgerReader reader, HeadSignal head, QueryProperties properties) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CheckpointWait(reader, head, properties.maxWaitingRequests()));
      }
    };
  }
}
