package dev.assay.query.whatif.batch;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.query.reading.TenantReader;
import dev.assay.query.whatif.Questions;
import dev.assay.query.whatif.WhatIfWork;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The part of role query that asks what-if of many executions. Its tables are the replays'. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatchProperties.class)
@Import(BatchQueries.class)
public class BatchConfiguration {
  @Bean
  Batches whatIfBatches(Databases databases, TenantReader reader, BatchProperties properties) {
    return new Batches(
        databases.jdbc(DatabaseRole.PROCESSOR),
        databases.transaction(DatabaseRole.PROCESSOR),
        reader,
        databases.jdbc(DatabaseRole.READER),
        properties);
  }

  @Bean
  ChosenExecutions whatIfExecutions(TenantReader reader, Databases databases) {
    return new ChosenExecutions(reader, databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  Lines whatIfLines(TenantReader reader, Databases databases) {
    return new Lines(reader, databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  Summaries whatIfSummaries(TenantReader reader, Databases databases) {
    return new Summaries(reader, databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  BatchRunner whatIfRunner(
      Databases databases,
      Questions questions,
      WhatIfWork work,
      BatchProperties properties,
      MeterRegistry meters) {
    BatchClaims claims =
        new BatchClaims(
            databases.jdbc(DatabaseRole.PROCESSOR),
            databases.transaction(DatabaseRole.PROCESSOR),
            properties);
    return new BatchRunner(claims, questions, work, properties, meters);
  }
}
