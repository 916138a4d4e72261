package dev.assay.sagas;

import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.process.ProcessManager;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.processing.ProcessingStores;
import dev.assay.eventstore.processing.parking.ParkedRetries;
import dev.assay.eventstore.processing.parking.ProcessParking;
import dev.assay.eventstore.testing.StoreUnderTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.deadline.SimpleDeadlineManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.modelling.saga.repository.SagaStore;

/**
 * All process managers as one process of role saga has them, on a real store; only their commands
 * go nowhere. Another one on the same store is a second process, or the next after a restart.
 */
final class ProcessesOnPostgres implements AutoCloseable {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<CommandMessage<?>> sent = new CopyOnWriteArrayList<>();
  private final Configuration axon;
  private final ParkedRetries retries;

  /**
   * @param broken commands that fail as a fault does
   */
  ProcessesOnPostgres(Databases databases, StoreUnderTest store, Predicate<Object> broken) {
    ProcessingStores stores = new ProcessingStores(databases, GeneralSerializer.create());
    ProcessParking parking =
        new ProcessParking(
            databases,
            (name, event) -> Sequences.of(ProcessManager.of(name).orElseThrow(), event),
            meters);
    retries = new ParkedRetries(parking, store.reader(), stores, databases);
    SimpleDeadlineManager deadlines =
        SimpleDeadlineManager.builder().scopeAwareProvider(scope -> Stream.empty()).build();
    Courier courier = new Courier(new CommandSender(bus(broken), Duration.ofSeconds(5)), deadlines);
    Configurer configurer =
        DefaultConfigurer.defaultConfiguration(false)
            .configureSerializer(c -> GeneralSerializer.create())
            .configureEventStore(c -> store.store())
            .registerComponent(TokenStore.class, c -> stores.tokens())
            .registerComponent(SagaStore.class, c -> stores.sagas())
            .registerComponent(TransactionManager.class, c -> stores.transactions())
            .registerComponent(Courier.class, c -> courier);
    new SagaConfiguration().processManagers(wired(parking)).configureModule(configurer);
    axon = configurer.start();
    retries.start();
  }

  /** What had its effect, in order. */
  List<CommandMessage<?>> sent() {
    return List.copyOf(sent);
  }

  double parked(ProcessManager manager) {
    return meters.counter("assay.process.parked", "process", manager.key()).count();
  }

  private CommandBus bus(Predicate<Object> broken) {
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    for (Class<?> command :
        List.of(StartAgentExecution.class, CompleteTask.class, TimeOutAgentExecution.class)) {
      bus.subscribe(
          command.getName(),
          message -> {
            if (broken.test(message.getPayload())) {
              throw new IllegalStateException("Cannot do " + message.getPayload());
            }
            sent.add(message);
            return null;
          });
    }
    return bus;
  }

  private static Parking wired(ProcessParking parking) {
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

  @Override
  public void close() {
    retries.stop();
    axon.shutdown();
  }
}
