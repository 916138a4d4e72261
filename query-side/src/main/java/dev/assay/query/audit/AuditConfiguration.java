package dev.assay.query.audit;

import dev.assay.api.access.AccessRecord;
import dev.assay.api.state.AggregateStates;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.audit.access.RecordedReads;
import dev.assay.query.audit.causation.CausationQueries;
import dev.assay.query.audit.causation.CausationReader;
import dev.assay.query.audit.causation.Causes;
import dev.assay.query.audit.history.Histories;
import dev.assay.query.audit.history.HistoryQueries;
import dev.assay.query.reading.TenantReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The audit's part of role query. Needs {@link AggregateStates} from whoever has the aggregates and
 * {@link ReadModelStates} from whoever has the projectors.
 */
@Configuration(proxyBeanMethods = false)
@Import({AuditQueries.class, HistoryQueries.class, CausationQueries.class})
public class AuditConfiguration {
  @Bean
  AuditEvents auditEvents(Databases databases, Sealing sealing) {
    return new AuditEvents(databases.jdbc(DatabaseRole.READER), sealing);
  }

  @Bean
  Histories histories(
      TenantReader reader,
      Databases databases,
      EventCodec codec,
      AggregateStates states,
      ReadModelStates readModels) {
    EventReader events = new EventReader(databases.dataSource(DatabaseRole.READER), codec);
    return new Histories(reader, events, states, readModels);
  }

  @Bean
  CausationReader causationReader(TenantReader reader, Databases databases) {
    return new CausationReader(reader, new Causes(databases.jdbc(DatabaseRole.READER)));
  }

  @Bean
  RecordedReads recordedReads(AccessRecord record) {
    return new RecordedReads(record);
  }

  @Bean
  WebMvcConfigurer readsAreRecorded(RecordedReads recordedReads) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(recordedReads).addPathPatterns("/api/v1/audit/**");
      }
    };
  }
}
