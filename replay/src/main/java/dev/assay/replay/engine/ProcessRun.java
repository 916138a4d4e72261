package dev.assay.replay.engine;

import dev.assay.api.CommandRejected;
import dev.assay.sagas.Coordination;
import dev.assay.sagas.Decision;
import dev.assay.sagas.ProcessKind;
import dev.assay.sagas.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process manager at work: the same process that its saga asks, one event after the other, and
 * each command settled before the next, as the saga does it.
 */
public final class ProcessRun {
  /** A command that is to be sent now. */
  public record Due(Object command, UUID commandId, Happened cause, int refusals) {}

  private record Arrival(Happened event, boolean starts) {}

  private record Todo(Step step, Happened cause, int refusals) {}

  /**
   * @param due not before
   */
  private record Reminder(String detail, Happened cause, Instant due) {}

  /** Clocks of two machines may differ by so much. */
  private static final Duration EARLY = Duration.ofSeconds(2);

  private final ProcessKind kind;
  private final Deque<Arrival> inbox = new ArrayDeque<>();
  private final Deque<Todo> todo = new ArrayDeque<>();
  private final Map<String, Reminder> reminders = new HashMap<>();
  private Coordination<?> process;
  private boolean over;

  public ProcessRun(ProcessKind kind) {
    this.kind = kind;
    this.process = kind.initial();
  }

  public String name() {
    return kind.name();
  }

  /** An event that concerns it; it is looked at when all before it is settled. */
  public void receive(Happened event, boolean starts) {
    inbox.add(new Arrival(event, starts));
  }

  /** The command that is to be sent before anything else; null where there is none. */
  public @Nullable Due due() {
    while (!todo.isEmpty()) {
      Todo next = todo.getFirst();
      if (next.step() instanceof Step.Send send) {
        return due(send, next);
      }
      todo.removeFirst();
      carryOut(next);
    }
    return null;
  }

  /** The command that was due has been carried out, or was refused. */
  public void settle(Due sent, @Nullable CommandRejected why) {
    todo.removeFirst();
    if (why != null && sent.refusals() < ProcessKind.MOST_REFUSALS_IN_A_ROW) {
      Decision<?> decision = process.onRefusal(sent.command(), why);
      process = next(decision);
      // What follows from a refusal comes before what was to be done after the refused command.
      for (Step step : decision.steps().reversed()) {
        todo.addFirst(new Todo(step, sent.cause(), sent.refusals() + 1));
      }
    }
  }

  /** Looks at the next event up to a position; false where there is none or something is due. */
  public boolean lookAtNext(long upTo) {
    Arrival next = inbox.peek();
    if (!todo.isEmpty() || next == null || next.event().position() > upTo) {
      return false;
    }
    inbox.remove();
    if (over && !next.starts()) {
      return true;
    }
    if (over) {
      over = false;
      process = kind.initial();
      reminders.clear();
    }
    take(process.on(next.event().eventId(), next.event().event()), next.event());
    return true;
  }

  /** Fires the reminder that sends this command; false where none does that is due by then. */
  public boolean remind(UUID commandId, Instant then) {
    for (Map.Entry<String, Reminder> entry : reminders.entrySet()) {
      Reminder reminder = entry.getValue();
      Decision<?> decision = process.onDeadline(entry.getKey(), reminder.detail());
      if (!then.isBefore(reminder.due().minus(EARLY))
          && sends(decision, reminder.cause()).contains(commandId)) {
        reminders.remove(entry.getKey());
        take(decision, reminder.cause());
        return true;
      }
    }
    return false;
  }

  /**
   * A reminder that it has asked for.
   *
   * @param commands ids of those that it would send
   */
  public record Reminding(String name, Instant due, Set<UUID> commands) {}

  /** All reminders that it waits for now. */
  public List<Reminding> reminders() {
    List<Reminding> all = new ArrayList<>();
    reminders.forEach(
        (name, reminder) ->
            all.add(
                new Reminding(
                    name,
                    reminder.due(),
                    sends(process.onDeadline(name, reminder.detail()), reminder.cause()))));
    return all;
  }

  /** A reminder comes; nothing happens where it is not waited for. */
  public void fire(String name) {
    Reminder reminder = reminders.remove(name);
    if (reminder != null) {
      take(process.onDeadline(name, reminder.detail()), reminder.cause());
    }
  }

  /**
   * The ids of all commands that it may send when it has looked at events up to a position, without
   * doing so.
   */
  public Set<UUID> foreseen(long upTo) {
    Set<UUID> ids = new HashSet<>();
    todo.forEach(t -> ids.addAll(sends(process, List.of(t.step()), t.cause(), t.refusals())));
    Coordination<?> then = process;
    for (Arrival arrival : inbox) {
      if (arrival.event().position() <= upTo) {
        Decision<?> decision = then.on(arrival.event().eventId(), arrival.event().event());
        then = next(decision);
        ids.addAll(sends(then, decision.steps(), arrival.event(), 0));
      }
    }
    for (Map.Entry<String, Reminder> entry : reminders.entrySet()) {
      Reminder reminder = entry.getValue();
      ids.addAll(sends(process.onDeadline(entry.getKey(), reminder.detail()), reminder.cause()));
    }
    return ids;
  }

  /** What the refusal of a command would lead to, in the words of a probe. */
  public List<Due> afterRefusal(Due refused) {
    return process.onRefusal(refused.command(), RecordedRefusal.probe()).steps().stream()
        .filter(Step.Send.class::isInstance)
        .map(Step.Send.class::cast)
        .map(send -> due(send, new Todo(send, refused.cause(), refused.refusals() + 1)))
        .toList();
  }

  private void take(Decision<?> decision, Happened cause) {
    process = next(decision);
    decision.steps().forEach(step -> todo.add(new Todo(step, cause, 0)));
  }

  private void carryOut(Todo next) {
    switch (next.step()) {
      case Step.RemindAfter after ->
          reminders.put(
              after.name(),
              new Reminder(after.detail(), next.cause(), next.cause().at().plus(after.after())));
      case Step.RemindAt at ->
          reminders.put(at.name(), new Reminder(at.detail(), next.cause(), at.at()));
      case Step.Forget forget -> reminders.remove(forget.name());
      case Step.End() -> {
        over = true;
        reminders.clear();
      }
      case Step.Send send -> throw new IllegalStateException("A command is sent, not carried out");
    }
  }

  private Due due(Step.Send send, Todo todo) {
    UUID id = kind.commandId(todo.cause().eventId(), send.label(), todo.refusals());
    return new Due(send.command(), id, todo.cause(), todo.refusals());
  }

  private Set<UUID> sends(Decision<?> decision, Happened cause) {
    return sends(next(decision), decision.steps(), cause, 0);
  }

  /** Ids of the commands among the steps, and of those that their refusals would lead to. */
  private Set<UUID> sends(Coordination<?> then, List<Step> steps, Happened cause, int refusals) {
    Set<UUID> ids = new HashSet<>();
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        ids.add(kind.commandId(cause.eventId(), send.label(), refusals));
        if (refusals < ProcessKind.MOST_REFUSALS_IN_A_ROW) {
          Decision<?> refused = then.onRefusal(send.command(), RecordedRefusal.probe());
          ids.addAll(sends(next(refused), refused.steps(), cause, refusals + 1));
        }
      }
    }
    return ids;
  }

  private static Coordination<?> next(Decision<?> decision) {
    return (Coordination<?>) decision.next();
  }
}
