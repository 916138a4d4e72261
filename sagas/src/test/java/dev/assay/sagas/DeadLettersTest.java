package dev.assay.sagas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.process.ProcessManager;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import dev.assay.api.workflowexecution.TaskWork;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.letters.Letter;
import dev.assay.eventstore.letters.LetterOrders;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.letters.Letters;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestKeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;

/** An event that a process manager cannot handle parks its process, and nobody else. */
class DeadLettersTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final LetterTable TABLE = LetterTable.PROCESS_MANAGER;
  private static final String NAME = ProcessManager.EXECUTION_COORDINATION.key();

  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final StoreUnderTest store = StoreUnderTest.started(database.databases());
  private final UUID tenant = Uuids.next();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Long> sequences = new HashMap<>();
  private final Map<UUID, UUID> lastEvents = new HashMap<>();
  private final JdbcTemplate jdbc = database.databases().jdbc(DatabaseRole.PROCESSOR);
  private final LetterOrders orders =
      new LetterOrders(jdbc, database.databases().transaction(DatabaseRole.PROCESSOR));

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void shouldParkOneProcessAndLetAllOthersGoOn() {
    broken.add("broken");
    ExecutionId parked = executionWith("broken");
    List<ExecutionId> others = List.of(executionWith("a"), executionWith("b"), executionWith("c"));
    try (var processes = processes()) {
      await().atMost(SOON).until(() -> letters().size() == 1);
      await().atMost(SOON).until(() -> processes.sent().size() == 3);

      Letter letter = letters().getFirst();
      assertThat(letter.sequenceId()).isEqualTo(parked.value());
      assertThat(letter.eventType()).isEqualTo("workflow-execution.task-scheduled");
      assertThat(letter.causeClass()).isEqualTo("dev.assay.sagas.CommandNotDone");
      assertThat(letter.causeMessage()).isEqualTo("because of java.lang.IllegalStateException");
      assertThat(letter.attempts()).isEqualTo(3);
      assertThat(processes.parked(ProcessManager.EXECUTION_COORDINATION)).isEqualTo(1);

      // Another aggregate's event, for the same process, waits behind it; another process's does
      // not.
      completed(parked);
      completed(others.getFirst());
      await().atMost(SOON).until(() -> letters().size() == 2);
      assertThat(letters().getLast().aggregateType()).isEqualTo("AgentExecution");
      assertThat(letters().getLast().causeClass()).isEqualTo("parked-after-another");
      await().atMost(SOON).until(() -> payloads(processes).getLast() instanceof CompleteTask);
    }
  }

  @Test
  void shouldHandleASequenceInOrderAndOnceWhoeverAsksAndAfterARestart() throws Exception {
    broken.add("broken");
    ExecutionId parked = executionWith("broken");
    try (var killed = processes()) {
      await().atMost(SOON).until(() -> letters().size() == 1);
      completed(parked);
      await().atMost(SOON).until(() -> letters().size() == 2);
      assertThat(killed.sent()).isEmpty();
    }
    try (var one = processes();
        var two = processes()) {
      Letter first = letters().getFirst();
      assertThat(orders.retrySequence(TABLE, letters().getLast())).isTrue();
      await().atMost(SOON).until(() -> letters().getFirst().attempts() == first.attempts() + 1);
      assertThat(letters().getFirst().retry()).isNull();
      assertThat(letters().getLast().attempts()).as("waits behind what failed").isZero();

      broken.clear();
      assertThat(orders.retryAll(TABLE, NAME, tenant)).isEqualTo(1);
      orders.retrySequence(TABLE, first);
      await().atMost(SOON).until(() -> letters().stream().allMatch(it -> it.endedAt() != null));
      await().during(Duration.ofSeconds(2)).until(() -> true);

      List<Object> done = Stream.concat(payloads(one).stream(), payloads(two).stream()).toList();
      assertThat(done).as("by both processes together").hasSize(2);
      assertThat(done)
          .hasAtLeastOneElementOfType(StartAgentExecution.class)
          .hasAtLeastOneElementOfType(CompleteTask.class);
      assertThat(letters()).extracting(Letter::status).containsOnly(Letter.Status.RESOLVED);
    }
    try (var later = processes()) {
      await().during(Duration.ofSeconds(2)).until(() -> true);
      assertThat(later.sent()).as("nothing again").isEmpty();
    }
  }

  @Test
  void shouldGoOnBehindALetterThatIsGivenUp() {
    broken.add("broken");
    ExecutionId parked = executionWith("broken");
    try (var processes = processes()) {
      await().atMost(SOON).until(() -> letters().size() == 1);
      append("WorkflowExecution", parked.value(), scheduled(parked, "fine"));
      await().atMost(SOON).until(() -> letters().size() == 2);

      assertThat(orders.discard(TABLE, letters().getFirst())).isTrue();
      assertThat(letters().getLast().first()).isTrue();
      assertThat(orders.retryAll(TABLE, NAME, tenant)).isEqualTo(1);

      await().atMost(SOON).until(() -> letters().getLast().status() == Letter.Status.RESOLVED);
      assertThat(payloads(processes)).hasSize(1);
      append("WorkflowExecution", parked.value(), scheduled(parked, "next"));
      await().atMost(SOON).until(() -> payloads(processes).size() == 2);
      assertThat(letters()).hasSize(2);
    }
  }

  @Test
  void shouldParkWhatThisProgramCannotReadAndGoOn() {
    UUID command = Uuids.next();
    database
        .databases()
        .jdbc(DatabaseRole.APPENDER)
        .update(
            """
            INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
              revision, recorded_at, command_id, payload, metadata)
            VALUES (?, 0, ?, 'WorkflowExecution', ?, 0, 'workflow-execution.moved', 1, now(), ?, '{}', ?)
            """,
            Uuids.next(),
            tenant,
            Uuids.next(),
            command,
            store.codec().encodeMetadata(StoreUnderTest.envelope(tenant, command)));
    await().until(() -> store.reader().head() == 1);
    executionWith("a");
    try (var processes = processes()) {
      await().atMost(SOON).until(() -> processes.sent().size() == 1);
      assertThat(letters().getFirst().eventType()).isEqualTo("workflow-execution.moved");
      assertThat(letters().getFirst().causeClass())
          .isEqualTo(UnknownEventException.class.getName());
    }
    // The control: a consumer that does not park is stopped by it.
    assertThatThrownBy(() -> store.store().openStream(null).nextAvailable())
        .isInstanceOf(UnknownEventException.class);
  }

  @Test
  void shouldParkTheProcessThatCannotBeStoredAndKeepItsLetterThoughTheTransactionIsBroken() {
    ExecutionId refused = executionWith("a");
    new JdbcTemplate(database.superuser())
        .execute(
            "ALTER TABLE processing.saga_association ADD CHECK (association_value <> '%s')"
                .formatted(refused));
    executionWith("b");
    try (var processes = processes()) {
      await().atMost(SOON).until(() -> processes.sent().size() == 1);
      await().atMost(SOON).until(() -> letters().size() == 2);

      assertThat(letters().getFirst().sequenceId()).isEqualTo(refused.value());
      assertThat(letters().getFirst().causeMessage()).isEqualTo("SQLSTATE 23514");
    }
  }

  @Test
  void shouldHandleAnErasedEventWithItsMarker() {
    broken.add("broken");
    String subject = "a-person";
    UUID execution = Uuids.next();
    append(
        "WorkflowExecution",
        execution,
        Map.of(MetadataKeys.SUBJECT, subject),
        started(new ExecutionId(execution)),
        scheduled(new ExecutionId(execution), "broken"));
    try (var processes = processes()) {
      await().atMost(SOON).until(() -> letters().size() == 1);
      TestKeys.of(database.databases()).subjects().erase(tenant, subject);
      broken.clear();
    }
    // A process that has not seen the key, as any has a moment later.
    try (var after = new StoreUnderTest(database.databases());
        var processes = processes(after)) {
      orders.retryAll(TABLE, NAME, tenant);
      await().atMost(SOON).until(() -> processes.sent().size() == 1);
      StartAgentExecution sent = (StartAgentExecution) payloads(processes).getFirst();
      assertThat(sent.input().toString()).contains("[erased]").doesNotContain("broken");
    }
  }

  @Test
  void shouldParkNothingWhileSomethingIsNotThere() {
    executionWith("a");
    AtomicInteger outages = new AtomicInteger(4);
    try (var processes =
        new ProcessesOnPostgres(
            database.databases(),
            store,
            command -> {
              if (outages.getAndDecrement() > 0) {
                throw new TransientDataAccessResourceException("Not now");
              }
              return false;
            })) {
      await().atMost(SOON).until(() -> processes.sent().size() == 1);
      assertThat(letters()).isEmpty();
    }
  }

  private ProcessesOnPostgres processes() {
    return processes(store);
  }

  private ProcessesOnPostgres processes(StoreUnderTest record) {
    return new ProcessesOnPostgres(
        database.databases(),
        record,
        command ->
            command instanceof StartAgentExecution start
                && broken.stream().anyMatch(it -> start.input().toString().contains(it)));
  }

  private static List<Object> payloads(ProcessesOnPostgres processes) {
    return processes.sent().stream()
        .map(CommandMessage::getPayload)
        .map(Object.class::cast)
        .toList();
  }

  private ExecutionId executionWith(String word) {
    ExecutionId id = new ExecutionId(Uuids.next());
    append("WorkflowExecution", id.value(), started(id), scheduled(id, word));
    return id;
  }

  private void completed(ExecutionId execution) {
    UUID scheduled = Objects.requireNonNull(lastEvents.get(execution.value()));
    AgentExecutionId id =
        new AgentExecutionId(Uuids.derived(scheduled, NAME, task(execution).toString()));
    append("AgentExecution", id.value(), ended(id, execution));
  }

  private AgentExecutionCompleted ended(AgentExecutionId id, ExecutionId execution) {
    return new AgentExecutionCompleted(
        id,
        "summariser",
        2,
        EventJson.mapper().readTree("{\"text\": \"brief\"}"),
        1,
        1,
        BigDecimal.ZERO,
        new WorkOwner(WorkOwner.Kind.TASK, execution.value(), task(execution).toString()));
  }

  private void append(String type, UUID aggregate, DomainEvent... events) {
    append(type, aggregate, Map.of(), events);
  }

  private void append(
      String type, UUID aggregate, Map<String, String> more, DomainEvent... events) {
    Map<String, String> metadata = StoreUnderTest.envelope(tenant, Uuids.next());
    metadata.putAll(Actor.service("test", "ann").toMetadata());
    metadata.putAll(more);
    for (DomainEvent event : events) {
      long sequence = sequences.merge(aggregate, 0L, (old, zero) -> old + 1);
      GenericDomainEventMessage<DomainEvent> message =
          new GenericDomainEventMessage<>(
              type, aggregate.toString(), sequence, event, command(metadata));
      store.engine().appendEvents(message);
      lastEvents.put(aggregate, UUID.fromString(message.getIdentifier()));
    }
  }

  private static Map<String, String> command(Map<String, String> metadata) {
    Map<String, String> own = new HashMap<>(metadata);
    own.put(MetadataKeys.COMMAND_ID, Uuids.next().toString());
    return own;
  }

  private static ExecutionStarted started(ExecutionId id) {
    return new ExecutionStarted(
        id,
        WorkflowId.of("01980000-0000-7000-8000-0000000000e1"),
        "examples",
        "brief",
        "1.0.0",
        "sha256:0",
        EventJson.mapper().readTree("{}"),
        EventJson.mapper().readTree("{}"),
        3,
        null);
  }

  private static TaskScheduled scheduled(ExecutionId id, String word) {
    return new TaskScheduled(
        id,
        task(id),
        null,
        "/do/0/draft",
        "draft",
        TaskKind.AGENT,
        1,
        EventJson.mapper().readTree("{}"),
        new TaskWork.RunAgent(
            "summariser",
            2,
            EventJson.mapper().readTree("{\"document\": \"%s\"}".formatted(word)),
            null),
        3);
  }

  private static TaskId task(ExecutionId execution) {
    return new TaskId(Uuids.derived(execution.value(), "task"));
  }

  private List<Letter> letters() {
    return Objects.requireNonNull(
        database
            .databases()
            .transaction(DatabaseRole.READER)
            .execute(
                status -> {
                  JdbcTemplate reader = database.databases().jdbc(DatabaseRole.READER);
                  reader.queryForObject(
                      "SELECT set_config('assay.tenant', ?, true)",
                      String.class,
                      tenant.toString());
                  return new Letters(reader).page(TABLE, NAME, null, 0, null, 100);
                }));
  }
}
