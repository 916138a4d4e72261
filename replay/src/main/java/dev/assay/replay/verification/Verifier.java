package dev.assay.replay.verification;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.replay.Divergence.CausingCommand;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.engine.Append;
import dev.assay.replay.engine.Canonical;
import dev.assay.replay.engine.Happened;
import dev.assay.replay.engine.Outside;
import dev.assay.replay.engine.ProcessRun;
import dev.assay.replay.engine.Processes;
import dev.assay.replay.engine.RecordedRefusal;
import dev.assay.replay.engine.Timetable;
import dev.assay.replay.engine.World;
import dev.assay.replay.engine.World.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out the commands of a record one append after the other. The order of the appends is
 * taken from the record, since it depends on threads and machines; which commands there are, and
 * what comes of each, is decided anew.
 */
final class Verifier {
  /** So long after an event a process manager may still be about to act on it. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final List<String> FROM_OUTSIDE_IS_NOT_CARRIED =
      List.of(MetadataKeys.BUILD, MetadataKeys.POLICY_VERSIONS);

  private record Command(
      Object command, Map<String, ?> metadata, CausingCommand named, @Nullable Happened cause) {}

  private final Map<UUID, Append> appends = new LinkedHashMap<>();
  private final Map<UUID, Happened> happened = new HashMap<>();
  private final Lookups lookups = new Lookups();
  private final World world = new World(lookups);
  private final Processes processes = new Processes();
  private final Tally tally;
  private final Timetable timetable;
  private final Instant readAt;

  Verifier(List<RecordedEvent> record, Instant readAt, Tally tally, Timetable timetable) {
    Append.of(record).forEach(append -> appends.put(append.commandId(), append));
    this.readAt = readAt;
    this.tally = tally;
    this.timetable = timetable;
  }

  void run() throws Diverged {
    for (Append append : appends.values()) {
      replay(append);
    }
    for (ProcessRun process : processes.all()) {
      settle(process);
    }
  }

  private void replay(Append append) throws Diverged {
    Command command = commandOf(append);
    tally.command();
    Outcome outcome = carryOut(append, command);
    compare(append, outcome, command);
    for (RecordedEvent recorded : append.events()) {
      Happened event = Happened.as(recorded);
      happened.put(event.eventId(), event);
      processes.hand(event);
    }
  }

  private Command commandOf(Append append) throws Diverged {
    if (append.hasNoCause()) {
      return fromOutside(append, null);
    }
    Happened cause = happened.get(append.first().causationId());
    if (cause == null) {
      throw missing(append, "Expected its cause before it, but it is not in the record");
    }
    if (cause.event() instanceof ModelCallRequested) {
      return fromOutside(append, cause);
    }
    return fromProcess(append, cause);
  }

  private Command fromOutside(Append append, @Nullable Happened cause) throws Diverged {
    Outside outside = Outside.of(append);
    if (outside == null) {
      throw missing(append, "Expected a process manager to cause it, but none did");
    }
    tally.input(outside.kind());
    Map<String, String> metadata = new HashMap<>(append.first().metadata());
    FROM_OUTSIDE_IS_NOT_CARRIED.forEach(metadata::remove);
    if (cause == null) {
      metadata.remove(MetadataKeys.CAUSATION_ID);
    }
    CausingCommand named =
        new CausingCommand(
            outside.command().getClass().getSimpleName(),
            append.commandId(),
            "record",
            cause == null ? null : cause.eventId());
    return new Command(outside.command(), metadata, named, cause);
  }

  private Command fromProcess(Append append, Happened cause) throws Diverged {
    UUID id = append.commandId();
    List<ProcessRun> told = processes.receiversOf(cause.eventId());
    List<ProcessRun> senders =
        told.stream().filter(run -> run.foreseen(cause.position()).contains(id)).toList();
    // Where nobody foresees it, what they do instead is what the report should show.
    for (ProcessRun process : senders.isEmpty() ? told : senders) {
      ProcessRun.Due due = seek(process, append, cause);
      if (due != null) {
        process.settle(due, null);
        return command(process, due);
      }
    }
    throw missing(append, "Expected a process manager to cause it, but none did");
  }

  /** The record has an append, and nothing that happened before it leads to it. */
  private Diverged missing(Append append, String reason) {
    tally.onlyOne(Canonical.of(append.first()), true);
    return Diverged.at(append.first(), null, null, reason);
  }

  /** Lets a process go on until it sends the command of this append. */
  private ProcessRun.@Nullable Due seek(ProcessRun process, Append append, Happened cause)
      throws Diverged {
    UUID id = append.commandId();
    while (true) {
      ProcessRun.Due due = process.due();
      if (due != null && (due.commandId().equals(id) || appends.containsKey(due.commandId()))) {
        return due.commandId().equals(id) ? due : null;
      }
      if (due != null) {
        sendInVain(process, due, append);
      } else if (!process.lookAtNext(cause.position())
          && !process.remind(id, append.first().timestamp())) {
        return null;
      }
    }
  }

  /** All that is left for a process to do, once the record has ended. */
  private void settle(ProcessRun process) throws Diverged {
    while (true) {
      ProcessRun.Due due = process.due();
      if (due != null) {
        sendInVain(process, due, null);
      } else if (!process.lookAtNext(Long.MAX_VALUE)) {
        return;
      }
    }
  }

  /** Sends a command of which the record has no event: it must decide nothing again. */
  private void sendInVain(ProcessRun process, ProcessRun.Due due, @Nullable Append instead)
      throws Diverged {
    Command command = command(process, due);
    tally.command();
    lookups.takeNothing(recordedRefusal(process, due));
    Outcome outcome = world.deliver(command.command(), command.metadata(), due.cause().at());
    if (outcome.fault() != null) {
      tally.replayedNothing();
      throw Diverged.faulted(due.cause(), command.named(), why(outcome));
    }
    if (!outcome.events().isEmpty()) {
      if (instead == null && due.cause().at().isAfter(readAt.minus(GRACE))) {
        tally.isPending();
        world.takeBack(outcome);
        timetable.pending(due.commandId(), due.cause().at());
      } else {
        throw surplus(outcome.events().getFirst(), command, due.cause(), instead);
      }
    }
    timetable.inVain(due.commandId(), due.cause().at(), outcome.refusal());
    process.settle(due, outcome.refusal());
  }

  private Diverged surplus(
      DomainEventMessage<?> got, Command command, Happened cause, @Nullable Append instead) {
    ObjectNode form = Canonical.of(got);
    if (instead != null
        && got.getAggregateIdentifier().equals(instead.first().aggregateId().toString())) {
      tally.compare(Canonical.of(instead.first()), form);
      return Diverged.at(
          instead.first(), got, command.named(), "Expected another command than the one sent");
    }
    tally.onlyOne(form, false);
    return Diverged.surplus(
        cause,
        got,
        command.named(),
        "Expected the record to have what came of this command, but it has nothing");
  }

  private @Nullable CommandRejected recordedRefusal(ProcessRun process, ProcessRun.Due due) {
    for (ProcessRun.Due then : process.afterRefusal(due)) {
      Append append = appends.get(then.commandId());
      CommandRejected why = append == null ? null : RecordedRefusal.of(then.command(), append);
      if (why != null) {
        tally.input("refusal");
        return why;
      }
    }
    return null;
  }

  /** At the reading of the clock that explains most of the append. */
  private Outcome carryOut(Append append, Command command) {
    lookups.take(append);
    Instant best = ClockReadings.first(append);
    Outcome last = world.deliver(command.command(), command.metadata(), best);
    int explained = explained(append, last);
    Instant latest = best;
    for (Instant reading : ClockReadings.others(append, last.events())) {
      if (explained == append.events().size()) {
        break;
      }
      world.takeBack(last);
      last = world.deliver(command.command(), command.metadata(), reading);
      latest = reading;
      if (explained(append, last) > explained) {
        explained = explained(append, last);
        best = reading;
      }
    }
    timetable.appended(append, best, delay(append, command));
    if (best.equals(latest)) {
      return last;
    }
    world.takeBack(last);
    return world.deliver(command.command(), command.metadata(), best);
  }

  private static @Nullable Duration delay(Append append, Command command) {
    Happened cause = command.cause();
    return cause == null || Outside.of(append) != null
        ? null
        : Duration.between(cause.at(), append.first().timestamp());
  }

  /** How many events came out as recorded, from the first on. */
  private static int explained(Append append, Outcome outcome) {
    List<DomainEventMessage<?>> got = outcome.events();
    int same = 0;
    while (same < Math.min(got.size(), append.events().size())) {
      RecordedEvent recorded = append.events().get(same);
      ObjectNode form = Canonical.comparable(Canonical.of(got.get(same)), recorded);
      if (!Canonical.of(recorded).equals(form)) {
        break;
      }
      same++;
    }
    return same;
  }

  private void compare(Append append, Outcome outcome, Command command) throws Diverged {
    List<DomainEventMessage<?>> got = outcome.events();
    for (int i = 0; i < append.events().size(); i++) {
      RecordedEvent expected = append.events().get(i);
      if (i >= got.size()) {
        tally.onlyOne(Canonical.of(expected), true);
        throw Diverged.at(expected, null, command.named(), why(outcome));
      }
      ObjectNode form = Canonical.comparable(Canonical.of(got.get(i)), expected);
      if (!tally.compare(Canonical.of(expected), form)) {
        throw Diverged.at(
            expected, got.get(i), command.named(), "Expected the recorded event, but got another");
      }
    }
    if (got.size() > append.events().size()) {
      RecordedEvent last = append.events().getLast();
      DomainEventMessage<?> more = got.get(append.events().size());
      tally.onlyOne(Canonical.of(more), false);
      throw Diverged.surplus(
          Happened.as(last),
          more,
          command.named(),
          "Expected nothing more of this command, but there is more");
    }
  }

  private static String why(Outcome outcome) {
    if (outcome.refusal() != null) {
      return "Expected an event, but the command was refused: " + outcome.refusal().getMessage();
    }
    if (outcome.fault() != null) {
      return "Expected an event, but the command could not be carried out: "
          + Objects.requireNonNullElse(outcome.fault().getMessage(), "no reason is known");
    }
    return "Expected an event, but the command decided nothing";
  }

  private static Command command(ProcessRun process, ProcessRun.Due due) {
    Map<String, Object> metadata = due.cause().envelope();
    metadata.put(MetadataKeys.COMMAND_ID, due.commandId().toString());
    CausingCommand named =
        new CausingCommand(
            due.command().getClass().getSimpleName(),
            due.commandId(),
            process.name(),
            due.cause().eventId());
    return new Command(due.command(), metadata, named, due.cause());
  }
}
