package dev.assay.server.wiring;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.letters.LetterAlarms;
import dev.assay.eventstore.letters.LetterCounts;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says what lies as a dead letter of projections, in processes that run them. */
@Configuration(proxyBeanMethods = false)
public class ProjectionLetterConfiguration {
  @Bean("projectionLetters")
  HealthIndicator projectionLetterHealth(Databases databases, MeterRegistry registry) {
    LetterCounts counts = new LetterCounts(databases.jdbc(DatabaseRole.PROCESSOR));
    LetterAlarms alarms = new LetterAlarms(LetterTable.PROJECTION, counts, Clock.systemUTC());
    return new LetterHealth(
        alarms.bindTo(registry, ReadModels.all().stream().map(ReadModel::name).toList()));
  }
}
