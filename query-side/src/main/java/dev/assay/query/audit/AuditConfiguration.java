package dev.assay.query.audit;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The audit's part of role query. */
@Configuration(proxyBeanMethods = false)
@Import(AuditQueries.class)
public class AuditConfiguration {
  @Bean
  AuditEvents auditEvents(Databases databases) {
    return new AuditEvents(databases.jdbc(DatabaseRole.READER));
  }
}
