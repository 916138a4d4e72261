package dev.assay.domain.workflowexecution;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.EventJson;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

/** What holds for every workflow: random ones of nested do, fork, switch, set and agent calls. */
class AnyWorkflowTest {
  /** Writes a random list of tasks as YAML in flow style. */
  private static String tasks(Random random, int depth, boolean forkMayCompete) {
    List<String> tasks = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String then = random.nextInt(6) == 0 ? ", then: t" + random.nextInt(count) : "";
      String condition = random.nextInt(5) == 0 ? ", if: '(.n // 0) % 2 == 0'" : "";
      String task =
          switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> "set: {n: " + random.nextInt(10) + "}";
            case 1 -> "call: agent, with: {agent: a, input: '${ . }'}";
            case 2 ->
                "switch: [{c: {when: '(.n // 0) > 4', then: t%d}}, {d: {then: %s}}]"
                    .formatted(
                        random.nextInt(count),
                        List.of("continue", "exit", "end").get(random.nextInt(3)));
            case 3 -> "do: " + tasks(random, depth - 1, forkMayCompete);
            default -> fork(random, depth, forkMayCompete);
          };
      tasks.add("{t" + i + ": {" + task + condition + then + "}}");
    }
    return "[" + String.join(", ", tasks) + "]";
  }

  private static String fork(Random random, int depth, boolean mayCompete) {
    List<String> branches = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      branches.add("{b" + i + ": {do: " + tasks(random, depth - 1, mayCompete) + "}}");
    }
    boolean compete = mayCompete && random.nextBoolean();
    return "fork: {compete: " + compete + ", branches: [" + String.join(", ", branches) + "]}";
  }

  /** Answers open agent calls in a random order until the execution has ended. */
  private static Run toTheEnd(WorkflowVersionRegistered version, Random order) {
    Run run = Run.of(version, json("{'n': 3}"));
    for (int i = 0; run.state.goesOn(); i++) {
      List<TaskState> open = new ArrayList<>(run.state.tasks().all());
      open.removeIf(task -> !task.isOpen() || !task.isWork());
      assertThat(open).as("somebody's work").isNotEmpty();
      Collections.shuffle(open, order);
      // The answer depends on the task alone, not on when it comes.
      JsonNode answer = json("{'n': %d}".formatted(open.getFirst().reference().length() % 10));
      run.add(
          ExecutionDecisions.complete(
              run.state, new CompleteTask(Run.ID, open.getFirst().id(), answer)));
      assertThat(i).isLessThanOrEqualTo(Tasks.MAX_TRANSITIONS);
      if (run.state.goesOn() && run.state.transitions() > 150) {
        run.cancel();
      }
    }
    return run;
  }

  @Property(tries = 60)
  void everyWorkflowEndsWithinTheLimits(@ForAll long seed) {
    Random random = new Random(seed);
    String text = Run.HEAD + "do: " + tasks(random, 3, true) + "\n";
    Run run = toTheEnd(Run.registered(text), random);
    assertThat(run.state.status())
        .isIn(ExecutionStatus.COMPLETED, ExecutionStatus.FAULTED, ExecutionStatus.CANCELLED);
  }

  @Property(tries = 60)
  void evolvingFromStoredEventsGivesTheStateThatWasDecidedOn(@ForAll long seed) {
    Random random = new Random(seed);
    String text = Run.HEAD + "do: " + tasks(random, 3, true) + "\n";
    Run run = toTheEnd(Run.registered(text), random);
    ExecutionState replayed = ExecutionState.NONE;
    for (ExecutionEvent event : run.events) {
      String stored = EventJson.mapper().writeValueAsString(event);
      replayed = replayed.after(EventJson.mapper().readValue(stored, event.getClass()));
    }
    assertThat(replayed).isEqualTo(run.state);
  }

  @Property(tries = 60)
  void theOrderOfCompletionsDoesNotChangeTheOutput(@ForAll long seed) {
    // Without a race and without an early end, whose point is that the order matters.
    String tasks = tasks(new Random(seed), 2, false).replace("then: end", "then: exit");
    WorkflowVersionRegistered version = Run.registered(Run.HEAD + "do: " + tasks + "\n");
    Run first = toTheEnd(version, new Random(seed + 1));
    Run second = toTheEnd(version, new Random(seed + 2));
    // Loops without end are cut off where the order has brought them to.
    Assume.that(first.state.status() == ExecutionStatus.COMPLETED);
    Assume.that(second.state.status() == ExecutionStatus.COMPLETED);
    assertThat(second.output()).isEqualTo(first.output());
  }
}
