package dev.assay.sagas;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.assay.api.event.DomainEvent;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.processing.Deadlines;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.processing.ProcessingStores;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * One saga as a process has it: its state in PostgreSQL, its deadlines in db-scheduler. A second
 * one on the same database is the process after a restart.
 */
final class SagasOnPostgres<S> implements AutoCloseable {
  private final ProcessingStores stores;
  private final Scheduler scheduler;
  private final AnnotatedSagaManager<S> sagas;
  private final List<CommandMessage<?>> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();

  SagasOnPostgres(EmbeddedDatabase database, Class<S> type, Class<?>... commands) {
    Serializer serializer = GeneralSerializer.create();
    stores = new ProcessingStores(database.databases(), serializer);
    AtomicReference<DbSchedulerDeadlineManager> deadlines = new AtomicReference<>();
    AtomicReference<AnnotatedSagaManager<S>> manager = new AtomicReference<>();
    scheduler =
        Scheduler.create(
                new TransactionAwareDataSourceProxy(
                    database.databases().dataSource(DatabaseRole.PROCESSOR)),
                Deadlines.task(deadlines::get))
            .tableName("processing.scheduled_tasks")
            .pollingInterval(Duration.ofMillis(50))
            .threads(2)
            .build();
    DbSchedulerDeadlineManager deadlineManager =
        DbSchedulerDeadlineManager.builder()
            .scheduler(scheduler)
            .scopeAwareProvider(scope -> Stream.of(manager.get()))
            .serializer(serializer)
            .transactionManager(stores.transactions())
            .startScheduler(false)
            .build();
    deadlines.set(deadlineManager);
    Courier courier =
        new Courier(new CommandSender(bus(commands), Duration.ofSeconds(5)), deadlineManager);
    ParameterResolverFactory parameters =
        MultiParameterResolverFactory.ordered(
            ClasspathParameterResolverFactory.forClass(type),
            new SimpleResourceParameterResolverFactory(List.of(courier)));
    sagas =
        AnnotatedSagaManager.<S>builder()
            .sagaType(type)
            .parameterResolverFactory(parameters)
            .sagaRepository(
                AnnotatedSagaRepository.<S>builder()
                    .sagaType(type)
                    .parameterResolverFactory(parameters)
                    .sagaStore(stores.sagas())
                    .build())
            .build();
    manager.set(sagas);
  }

  /** Lets deadlines fire; without it they only wait in the database. */
  SagasOnPostgres<S> start() {
    scheduler.start();
    return this;
  }

  /** Handles an event twice, each time in a transaction of its own. */
  void handle(DomainEvent event) {
    EventMessage<DomainEvent> message = SagaFixture.stored(event);
    for (int time = 0; time < 2; time++) {
      DefaultUnitOfWork<EventMessage<DomainEvent>> work = DefaultUnitOfWork.startAndGet(message);
      work.attachTransaction(stores.transactions());
      work.execute(
          () -> {
            try {
              sagas.handle(message, Segment.ROOT_SEGMENT);
            } catch (RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** The next commands have no outcome. */
  SagasOnPostgres<S> failing(int times) {
    faults.set(times);
    return this;
  }

  List<CommandMessage<?>> sent() {
    return List.copyOf(sent);
  }

  @Override
  public void close() {
    scheduler.stop();
  }

  private CommandBus bus(Class<?>... commands) {
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    for (Class<?> command : commands) {
      bus.subscribe(
          command.getName(),
          message -> {
            sent.add(message);
            if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
              throw new IllegalStateException("The aggregate cannot be read now");
            }
            return null;
          });
    }
    return bus;
  }
}
