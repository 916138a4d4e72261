package dev.assay.eventstore;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.sequencer.Sequencer;
import dev.assay.eventstore.sequencer.SequencerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sequencer, for role {@code sequencer}; beside {@link EventStoreConfiguration}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SequencerProperties.class, LedgerProperties.class})
public class SequencerConfiguration {
  @Bean
  Notary notary(Databases databases, LedgerProperties properties, MeterRegistry meters) {
    return new Notary(databases.dataSource(DatabaseRole.SEQUENCER), properties, meters);
  }

  @Bean
  Sequencer sequencer(
      Databases databases,
      HeadSignal head,
      Notary notary,
      SequencerProperties properties,
      MeterRegistry meters) {
    return new Sequencer(
        databases.dataSource(DatabaseRole.SEQUENCER), head, notary, properties, meters);
  }
}
