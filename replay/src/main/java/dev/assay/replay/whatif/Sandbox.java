package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Uuids;
import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.replay.engine.Append;
import dev.assay.replay.engine.Happened;
import dev.assay.replay.engine.Outside;
import dev.assay.replay.engine.ProcessRun;
import dev.assay.replay.engine.Processes;
import dev.assay.replay.engine.Timetable;
import dev.assay.replay.engine.Turn;
import dev.assay.replay.engine.World;
import dev.assay.replay.engine.World.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An execution run again beside its record, for as long as anything happens in it. Commands of
 * which the record knows have their turn when they had it there; new ones come after the engine's
 * usual delay; inputs come from {@link Inputs}; reminders come when they are due. For one run.
 */
final class Sandbox {
  /** Reminders are looked after about once a second. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final RecordedRun record;
  private final Timetable timetable;
  private final SandboxLookups lookups;
  private final Inputs inputs;
  private final Fork fork;
  private final Instant readAt;
  private final World world;
  private final Processes processes = new Processes();
  private final Agenda agenda = new Agenda();
  private final List<Happened> happened = new ArrayList<>();
  private final Set<String> notApplicable = new LinkedHashSet<>();
  private Instant now;

  Sandbox(
      RecordedRun record,
      Timetable timetable,
      SandboxLookups lookups,
      Inputs inputs,
      Fork fork,
      Instant readAt) {
    this.record = record;
    this.timetable = timetable;
    this.lookups = lookups;
    this.inputs = inputs;
    this.fork = fork;
    this.readAt = readAt;
    this.world = new World(lookups);
    this.now = record.start().first().timestamp();
  }

  /** All that happened, in order. */
  List<Happened> run() {
    start();
    record.controls().forEach(control -> recorded(control, null));
    Agenda.Item next = agenda.next();
    while (next != null) {
      if (!next.isReminder() || comes(next)) {
        now = AnswerBook.later(now, next.at());
        next.action().run();
        requireRoom();
      }
      next = agenda.next();
    }
    return happened;
  }

  /** Controls of people that changed nothing here. */
  List<String> notApplicable() {
    return List.copyOf(notApplicable);
  }

  /**
   * Time does not go on where an input is missing: what waits for it would only be told that it is
   * late. And what waited when the record was read still waits.
   */
  private boolean comes(Agenda.Item reminder) {
    return !inputs.isBlocked() && !(inputs.stillWaits() && reminder.at().isAfter(readAt));
  }

  private void start() {
    Outside outside = Objects.requireNonNull(Outside.of(record.start()), "a start");
    Object command = fork.start(outside.command());
    deliver(command, fromOutside(record.start(), null), record.start().commandId(), null);
  }

  /** An input of the record that comes when it came there. */
  private void recorded(Append append, @Nullable Happened cause) {
    Outside outside = Outside.of(append);
    Turn turn = timetable.of(append.commandId());
    if (outside != null && turn != null) {
      agenda.add(
          turn.at(),
          turn.order(),
          null,
          false,
          () ->
              input(
                  outside.kind(),
                  outside.command(),
                  fromOutside(append, cause),
                  append.commandId(),
                  cause));
    }
  }

  private void input(
      String kind,
      Object command,
      Map<String, ?> metadata,
      UUID commandId,
      @Nullable Happened cause) {
    int before = happened.size();
    CommandRejected refusal = deliver(command, metadata, commandId, cause);
    if (kind.equals("control") && (refusal != null || happened.size() == before)) {
      notApplicable.add(command.getClass().getSimpleName());
    }
  }

  private static Map<String, String> fromOutside(Append append, @Nullable Happened cause) {
    Map<String, String> metadata = new HashMap<>(append.first().metadata());
    metadata.remove(MetadataKeys.BUILD);
    metadata.remove(MetadataKeys.POLICY_VERSIONS);
    if (cause == null) {
      metadata.remove(MetadataKeys.CAUSATION_ID);
    }
    return metadata;
  }

  /** Carries a command out and lets all those know whom its events concern. */
  private @Nullable CommandRejected deliver(
      Object command, Map<String, ?> metadata, UUID commandId, @Nullable Happened cause) {
    Turn turn = timetable.of(commandId);
    lookups.take(command, turn);
    Outcome outcome = world.deliver(command, metadata, turn == null ? now : turn.reading());
    if (outcome.fault() != null) {
      throw new IllegalStateException(
          "Expected " + command.getClass().getSimpleName() + " to be decided", outcome.fault());
    }
    List<RecordedEvent> known =
        turn == null || turn.append() == null ? List.of() : turn.append().events();
    List<DomainEventMessage<?>> got = outcome.events();
    boolean same = true;
    Set<ProcessRun> told = new LinkedHashSet<>();
    for (int i = 0; i < got.size(); i++) {
      same = same && i < known.size() && Likeness.same(known.get(i), got.get(i));
      Happened event = same ? as(known.get(i), got.get(i)) : fresh(got.get(i), commandId, i);
      happened.add(event);
      if (fork.isReachedBy(event, same)) {
        lookups.applyChanges();
      }
      told.addAll(processes.hand(event));
      expectInput(event, same);
    }
    told.forEach(this::plan);
    return outcome.refusal();
  }

  private static Happened as(RecordedEvent recorded, DomainEventMessage<?> got) {
    return new Happened(
        recorded.eventId(),
        recorded.position(),
        recorded.aggregateId(),
        got.getSequenceNumber(),
        recorded.timestamp(),
        recorded.metadata(),
        (DomainEvent) got.getPayload());
  }

  private Happened fresh(DomainEventMessage<?> got, UUID commandId, int index) {
    Map<String, String> metadata = new HashMap<>();
    got.getMetaData().forEach((key, value) -> metadata.put(key, String.valueOf(value)));
    return new Happened(
        Uuids.derived(commandId, "what-if", Integer.toString(index)),
        happened.size(),
        UUID.fromString(got.getAggregateIdentifier()),
        got.getSequenceNumber(),
        now,
        metadata,
        (DomainEvent) got.getPayload());
  }

  private void expectInput(Happened event, boolean isRecorded) {
    inputs.see(event.event());
    switch (event.event()) {
      case ModelCallRequested request when isRecorded -> {
        List<Append> answers = record.answersTo(event.eventId());
        inputs.isRecorded(request, answers);
        answers.forEach(answer -> recorded(answer, event));
      }
      case ModelCallRequested request -> give(inputs.answer(event, request));
      case ReviewOpened opened when isRecorded -> {
        List<Append> decisions = record.decisionsOn(event.aggregateId());
        inputs.isRecorded(null, decisions);
        decisions.forEach(decision -> recorded(decision, null));
      }
      case ReviewOpened opened -> give(inputs.decision(event, opened));
      default -> {}
    }
  }

  private void give(Inputs.@Nullable Given given) {
    if (given != null) {
      agenda.add(
          given.at(),
          null,
          null,
          false,
          () -> deliver(given.command(), given.metadata(), given.commandId(), given.cause()));
    }
  }

  /** Finds out what a process manager does next. */
  private void plan(ProcessRun process) {
    agenda.forget(process);
    ProcessRun.Due due = process.due();
    while (due == null && process.lookAtNext(Long.MAX_VALUE)) {
      due = process.due();
    }
    if (due != null) {
      plan(process, due);
    } else {
      process.reminders().forEach(reminding -> plan(process, reminding));
    }
  }

  private void plan(ProcessRun process, ProcessRun.Due due) {
    Turn turn = timetable.of(due.commandId());
    if (turn != null && turn.isPending()) {
      inputs.waitsStill();
      return;
    }
    Instant at = turn == null ? due.cause().at().plus(timetable.usualDelay()) : turn.at();
    agenda.add(
        at, turn == null ? null : turn.order(), process, false, () -> send(process, due, turn));
  }

  private void send(ProcessRun process, ProcessRun.Due due, @Nullable Turn turn) {
    Map<String, Object> metadata = due.cause().envelope();
    metadata.put(MetadataKeys.COMMAND_ID, due.commandId().toString());
    CommandRejected refusal = deliver(due.command(), metadata, due.commandId(), due.cause());
    process.settle(due, refusal);
    plan(process);
  }

  private void plan(ProcessRun process, ProcessRun.Reminding reminding) {
    Turn turn = null;
    for (UUID commandId : reminding.commands()) {
      Turn known = timetable.of(commandId);
      turn = known == null || known.isPending() ? turn : known;
    }
    agenda.add(
        turn == null ? reminding.due().plus(LATE) : turn.at(),
        turn == null ? null : turn.order(),
        process,
        turn == null,
        () -> {
          process.fire(reminding.name());
          plan(process);
        });
  }

  private void requireRoom() {
    if (happened.size() > ExecutionReplay.MOST_EVENTS) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected a what-if of at most %d events, but it has more"
              .formatted(ExecutionReplay.MOST_EVENTS));
    }
  }
}
