package dev.assay.command.idempotency;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Idempotency keys for every POST of this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class IdempotencyConfiguration {
  public static final MigrationSet MIGRATIONS = new MigrationSet("api", "api", "db/api");

  @Bean
  MigrationSet apiMigrations() {
    return MIGRATIONS;
  }

  @Bean
  IdempotencyStore idempotencyStore(
      Databases databases, IdempotencyProperties properties, Clock clock) {
    return new IdempotencyStore(
        databases.dataSource(DatabaseRole.PROCESSOR), properties.retention(), clock);
  }

  @Bean
  IdempotencyCleaning idempotencyCleaning(
      IdempotencyStore store, IdempotencyProperties properties) {
    return new IdempotencyCleaning(store, properties.cleaning());
  }

  /** Behind the security filters, since a key belongs to its caller. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      IdempotencyStore store, IdempotencyProperties properties) {
    FilterRegistrationBean<IdempotencyFilter> filter =
        new FilterRegistrationBean<>(new IdempotencyFilter(store, properties.patience()));
    filter.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
    return filter;
  }
}
