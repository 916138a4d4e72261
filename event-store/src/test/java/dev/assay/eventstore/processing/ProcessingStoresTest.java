package dev.assay.eventstore.processing;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValuesImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessingStoresTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private EmbeddedDatabase database;
  private StoreUnderTest store;
  private ProcessingStores stores;

  /** What a saga remembers. */
  public record Memory(String text, Instant since) {}

  /** Counts what it is told. */
  public static final class Counting {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @EventHandler
    void on(EventMessage<?> event) {
      told.add(event.getIdentifier());
    }
  }

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    store = StoreUnderTest.started(database.databases());
    var general = GeneralSerializer.create();
    stores = new ProcessingStores(database.databases(), general);
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void aPooledProcessorReadsFromTheTailAndAgainAfterAReset() {
    append(20);
    Counting handler = new Counting();
    var coordinator = Executors.newScheduledThreadPool(1);
    var workers = Executors.newScheduledThreadPool(2);
    var processor =
        PooledStreamingEventProcessor.builder()
            .name("counting")
            .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(handler).build())
            .messageSource(store.store())
            .tokenStore(stores.tokens())
            .transactionManager(stores.transactions())
            .errorHandler(PropagatingErrorHandler.instance())
            .initialSegmentCount(2)
            .initialToken(source -> source.createTailToken())
            .coordinatorExecutor(coordinator)
            .workerExecutor(workers)
            .build();
    processor.start();
    try {
      await().atMost(LONG).until(() -> handler.told.size() == 20);
      append(5);
      await().atMost(LONG).until(() -> handler.told.size() == 25);
      assertThat(Set.copyOf(handler.told)).hasSize(25);
      processor.shutDown();
      processor.resetTokens();
      processor.start();
      // Reads its replay tokens back from the database; the stock serializer cannot.
      await().atMost(LONG).until(() -> handler.told.size() == 50);
      assertThat(Set.copyOf(handler.told)).hasSize(25);
    } finally {
      processor.shutDown();
      coordinator.shutdownNow();
      workers.shutdownNow();
    }
  }

  @Test
  void aSagaIsFoundByItsAssociationsAndKeepsItsState() {
    var sagas = stores.sagas();
    var memory = new Memory("first", Instant.parse("2026-11-21T00:00:00.123456Z"));
    var order = new AssociationValue("orderId", "17");
    stores
        .transactions()
        .executeInTransaction(() -> sagas.insertSaga(Memory.class, "saga", memory, Set.of(order)));
    assertThat(sagas.findSagas(Memory.class, order)).containsExactly("saga");
    assertThat(sagas.<Memory>loadSaga(Memory.class, "saga").saga()).isEqualTo(memory);
    var later = new Memory("second", memory.since());
    sagas.updateSaga(Memory.class, "saga", later, new AssociationValuesImpl(Set.of(order)));
    assertThat(sagas.<Memory>loadSaga(Memory.class, "saga").saga()).isEqualTo(later);
    sagas.deleteSaga(Memory.class, "saga", Set.of(order));
    assertThat(sagas.findSagas(Memory.class, order)).isEmpty();
  }

  @Test
  void deadlinesFireFromOurTable() {
    AtomicInteger fired = new AtomicInteger();
    var task = Tasks.oneTime("deadline").execute((instance, context) -> fired.incrementAndGet());
    Scheduler scheduler =
        Scheduler.create(database.databases().dataSource(DatabaseRole.PROCESSOR), task)
            .tableName("processing.scheduled_tasks")
            .pollingInterval(Duration.ofMillis(50))
            .enablePriority()
            .build();
    scheduler.start();
    try {
      scheduler.schedule(task.instance("one"), Instant.now());
      await().atMost(LONG).until(() -> fired.get() == 1);
    } finally {
      scheduler.stop();
    }
  }

  private void append(int events) {
    for (int i = 0; i < events; i++) {
      store
          .engine()
          .appendEvents(
              TestEvents.messages(Uuids.next(), 0, 1, envelope(Uuids.next(), Uuids.next())));
    }
  }
}
