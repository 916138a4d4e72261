package dev.assay.server.wiring;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** What event processors and deadlines write to: the pool of the processor role. */
@Configuration(proxyBeanMethods = false)
public class ProcessingConfiguration {
  /** The pool belongs to {@link Databases}, which closes it. */
  @Bean(destroyMethod = "")
  @Primary
  DataSource processingDataSource(Databases databases) {
    return databases.dataSource(DatabaseRole.PROCESSOR);
  }

  @Bean
  @Primary
  PlatformTransactionManager processingTransactionManager(Databases databases) {
    return databases.transactionManager(DatabaseRole.PROCESSOR);
  }
}
