package dev.assay.server.wiring;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.processing.Deadlines;
import javax.sql.DataSource;
import org.axonframework.deadline.dbscheduler.DbSchedulerBinaryDeadlineDetails;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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

  /** Takes the place of Axon's own task by its qualifier. */
  @Bean
  @Qualifier("deadlineDetailsTask")
  Task<DbSchedulerBinaryDeadlineDetails> deadlineTask(
      ObjectProvider<DbSchedulerDeadlineManager> manager) {
    return Deadlines.task(manager::getObject);
  }

  @Bean
  @Primary
  PlatformTransactionManager processingTransactionManager(Databases databases) {
    return databases.transactionManager(DatabaseRole.PROCESSOR);
  }
}
