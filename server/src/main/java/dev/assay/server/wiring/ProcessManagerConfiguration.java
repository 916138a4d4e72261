package dev.assay.server.wiring;

import dev.assay.api.process.ProcessManager;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.letters.LetterAlarms;
import dev.assay.eventstore.letters.LetterCounts;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.processing.ProcessingStores;
import dev.assay.eventstore.processing.parking.ParkedRetries;
import dev.assay.eventstore.processing.parking.ProcessParking;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.sagas.Parking;
import dev.assay.sagas.Sequences;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where events lie that process managers cannot handle. */
@Configuration(proxyBeanMethods = false)
public class ProcessManagerConfiguration {
  @Bean
  ProcessParking processParking(Databases databases, MeterRegistry registry) {
    return new ProcessParking(
        databases,
        (name, event) -> Sequences.of(ProcessManager.of(name).orElseThrow(), event),
        registry);
  }

  @Bean
  Parking parking(ProcessParking parking) {
    return new Parking() {
      @Override
      public StreamableMessageSource<TrackedEventMessage<?>> source(EventStore store) {
        return PostgresEventStore.orUnreadable(store);
      }

      @Override
      public EventHandlerInvoker around(String processManager, EventHandlerInvoker sagas) {
        return parking.around(processManager, sagas);
      }
    };
  }

  @Bean("processLetters")
  HealthIndicator processLetterHealth(Databases databases, MeterRegistry registry) {
    LetterCounts counts = new LetterCounts(databases.jdbc(DatabaseRole.PROCESSOR));
    LetterAlarms alarms = new LetterAlarms(LetterTable.PROCESS_MANAGER, counts, Clock.systemUTC());
    return new LetterHealth(
        alarms.bindTo(
            registry, Arrays.stream(ProcessManager.values()).map(ProcessManager::key).toList()));
  }

  @Bean
  ParkedRetries parkedRetries(
      ProcessParking parking, EventReader events, ProcessingStores stores, Databases databases) {
    return new ParkedRetries(parking, events, stores, databases);
  }
}
