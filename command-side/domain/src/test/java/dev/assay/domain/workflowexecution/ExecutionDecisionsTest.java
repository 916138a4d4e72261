package dev.assay.domain.workflowexecution;

import static dev.assay.domain.Json.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskWork;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ExecutionDecisionsTest {
  private static final String DRAFT_AND_PUBLISH =
      """
      do:
        - draft:
            call: agent
            with: {agent: summariser, input: {document: '${ .text }'}}
        - publish:
            set: {final: '${ .text }'}
      """;

  private static final String TWO_BRANCHES =
      """
      do:
        - both:
            fork:
              branches:
                - left: {call: agent, with: {agent: a}}
                - right: {call: agent, with: {agent: b}}
        - join: {set: {all: '${ . }'}}
      """;

  @Test
  void shouldScheduleTheFirstTaskAsItStarts() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{'text': 'long'}");
    assertThat(run.story()).containsExactly("Started", "draft:scheduled");
    TaskScheduled draft = (TaskScheduled) run.events.getLast();
    assertThat(draft.reference()).isEqualTo("/do/0/draft");
    assertThat(draft.priority()).isEqualTo(3);
    assertThat(draft.work())
        .isEqualTo(new TaskWork.RunAgent("summariser", null, json("{'document':'long'}"), null));
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void shouldAppendAllThatFollowsFromOneCompletion() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{'text': 'long'}").complete("draft", "{'text': 'short'}");
    assertThat(run.story())
        .containsExactly(
            "Started",
            "draft:scheduled",
            "draft:completed",
            "publish:scheduled",
            "publish:completed",
            "Completed");
    assertThat(run.output()).isEqualTo(json("{'final':'short'}"));
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void shouldIgnoreDuplicateAndLateCompletions() {
    Run run = Run.of(TWO_BRANCHES, "{}").complete("left", "1");
    int before = run.events.size();
    run.complete("left", "2").fail("left").waiting("left");
    assertThat(run.events).hasSize(before);
    run.complete("right", "3");
    assertThat(run.output()).isEqualTo(json("{'all':[1,3]}"));
    int ended = run.events.size();
    run.complete("right", "4").timeOut();
    assertThat(run.events).hasSize(ended);
  }

  @Test
  void shouldTransformDataOnTheWayInAndOut() {
    Run run =
        Run.of(
            """
            input: {from: '${ .order }'}
            do:
              - a:
                  input: {from: '${ {id, n: 1} }'}
                  set: {id: '${ $input.id }', n: '${ .n + 1 }', who: '${ $task.name }', was: '${ $workflow.input.order.id }'}
                  output: {as: '${ . + {input: $input.n} }'}
                  export: {as: '${ $context + {seen: .n, as: $output.input} }'}
              - b:
                  if: ${ .n > 5 }
                  set: {never: true}
              - c:
                  set: '${ {prior: ., $context} }'
            output: {as: '${ {out: .} }'}
            """,
            "{'order': {'id': 'o1'}}");
    assertThat(run.output())
        .isEqualTo(
            json(
                "{'out':{'prior':{'id':'o1','n':2,'who':'a','was':'o1','input':1},"
                    + "'context':{'seen':2,'as':1}}}"));
    assertThat(run.story()).doesNotContain("b:scheduled");
  }

  @Test
  void shouldGoWhereTheSwitchSays() {
    String tasks =
        """
        do:
          - choose:
              switch:
                - high: {when: '${ .score > 0.8 }', then: accept}
                - low: {when: '.score < 0.2', then: end}
          - between: {set: {was: between}, then: exit}
          - accept: {set: {was: accepted}}
        """;
    assertThat(Run.of(tasks, "{'score':0.9}").output()).isEqualTo(json("{'was':'accepted'}"));
    assertThat(Run.of(tasks, "{'score':0.1}").output()).isEqualTo(json("{'score':0.1}"));
    assertThat(Run.of(tasks, "{'score':0.5}").output()).isEqualTo(json("{'was':'between'}"));
  }

  @Test
  void shouldLeaveOnlyItsListByExitAndTheWorkflowByEnd() {
    String tasks =
        """
        do:
          - group:
              do:
                - one: {set: {n: 1}, then: LEAVE}
                - two: {set: {n: 2}}
              output: {as: '${ {grouped: .n} }'}
          - after: {set: {after: '${ .grouped }'}}
        """;
    assertThat(Run.of(tasks.replace("LEAVE", "exit"), "{}").output())
        .isEqualTo(json("{'after':1}"));
    assertThat(Run.of(tasks.replace("LEAVE", "end"), "{}").output())
        .isEqualTo(json("{'grouped':1}"));
  }

  @Test
  void shouldLetTheFirstBranchWinARace() {
    Run run =
        Run.of(TWO_BRANCHES.replace("branches:", "compete: true\n        branches:"), "{}")
            .complete("right", "'fast'");
    assertThat(run.story())
        .containsSequence("right:completed", "left:cancelled", "both:completed", "join:scheduled");
    assertThat(run.output()).isEqualTo(json("{'all':'fast'}"));
  }

  @Test
  void shouldCancelOtherBranchesWhereOneEndsTheWorkflow() {
    Run run = Run.of(TWO_BRANCHES.replace("{agent: a}}", "{agent: a}, then: end}"), "{}");
    run.complete("left", "'enough'");
    assertThat(run.story())
        .containsSequence("left:completed", "right:cancelled", "both:completed", "Completed");
    assertThat(run.output()).isEqualTo(json("'enough'"));
  }

  @Test
  void shouldGiveASkippedBranchItsInput() {
    Run run =
        Run.of(TWO_BRANCHES.replace("- left: {call", "- left: {if: .go, call"), "{'go': false}")
            .complete("right", "1");
    assertThat(run.output()).isEqualTo(json("{'all':[{'go':false},1]}"));
  }

  @Test
  void shouldFaultWithTheErrorOfAFailedTask() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{}").fail("draft");
    assertThat(run.story())
        .containsExactly("Started", "draft:scheduled", "draft:failed", "Faulted");
    assertThat(run.error().instance()).isEqualTo("/do/0/draft");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.FAULTED);
  }

  @Test
  void shouldFaultWithThePlaceOfAnExpressionThatFails() {
    Run run = Run.of("do:\n  - a: {set: {x: '${ .a.b }'}}\n", "{'a': 1}");
    assertThat(run.story()).containsExactly("Started", "a:scheduled", "a:failed", "Faulted");
    assertThat(run.error().type()).endsWith("/errors/expression");
    assertThat(run.error().instance()).isEqualTo("/do/0/a/set");
    Run output = Run.of("do:\n  - a: {set: {x: 1}}\noutput: {as: '${ error(\"no\") }'}\n", "{}");
    assertThat(output.error().instance()).isEqualTo("/output/as");
    Run input = Run.of("input: {from: '${ empty }'}\ndo:\n  - a: {set: {x: 1}}\n", "{}");
    assertThat(input.story()).containsExactly("Started", "Faulted");
  }

  @Test
  void shouldTryFailedTasksAgainAndKeepWhatIsDone() {
    Run run = Run.of(TWO_BRANCHES, "{}").fail("left");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.FAULTED);
    run.complete("right", "2");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.FAULTED);
    var first = run.task("left");
    run.retry();
    assertThat(run.story()).endsWith("Retried", "left:scheduled#2");
    assertThat(run.task("left")).isNotEqualTo(first);
    run.complete("left", "1");
    assertThat(run.output()).isEqualTo(json("{'all':[1,2]}"));
  }

  @Test
  void shouldEvaluateAgainWhatFailedBeforeItsInputWasThere() {
    Run run =
        Run.of(
            """
            do:
              - a:
                  input: {from: '${ .a.b }'}
                  call: agent
                  with: {agent: a}
            """,
            "{'a': 1}");
    assertThat(run.error().instance()).isEqualTo("/do/0/a/input/from");
    run.retry();
    assertThat(run.story()).endsWith("Retried", "a:scheduled#2", "a:failed", "Faulted");
  }

  @Test
  void shouldRecordButNotGoOnWhilePaused() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{}").pause().complete("draft", "{'text':'short'}");
    assertThat(run.story()).endsWith("Paused", "draft:completed");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.PAUSED);
    run.pause().resume();
    assertThat(run.output()).isEqualTo(json("{'final':'short'}"));
    assertThatThrownBy(run::resume).isInstanceOf(CommandRejected.class);
  }

  @Test
  void shouldFaultOnlyWhenResumedIfATaskFailsWhilePaused() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{}").pause().fail("draft");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.PAUSED);
    run.resume();
    assertThat(run.story()).endsWith("draft:failed", "Resumed", "Faulted");
  }

  @Test
  void shouldWaitAsLongAsAnyTaskWaitsForAPerson() {
    Run run = Run.of(TWO_BRANCHES, "{}").waiting("left").waiting("right");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.WAITING);
    run.complete("left", "1");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.WAITING);
    run.pause().resume();
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.WAITING);
    run.complete("right", "2");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void shouldCancelWhatIsOpen() {
    Run run = Run.of(TWO_BRANCHES, "{}").complete("left", "1").cancel();
    assertThat(run.story()).endsWith("both:cancelled", "right:cancelled", "Cancelled");
    int ended = run.events.size();
    run.cancel().complete("right", "2");
    assertThat(run.events).hasSize(ended);
    assertThatThrownBy(run::retry)
        .isInstanceOf(CommandRejected.class)
        .hasMessage("Expected the execution to be faulted to be retried, but it is cancelled");
  }

  @Test
  void shouldCancelWorkWhenTheDeadlinePassesAndGoOnByARetry() {
    Run run = Run.of(TWO_BRANCHES, "{}").complete("left", "1").timeOut();
    assertThat(run.story()).endsWith("right:cancelled", "Faulted");
    assertThat(run.error().type()).endsWith("/errors/timeout");
    run.retry().complete("right", "2");
    assertThat(run.output()).isEqualTo(json("{'all':[1,2]}"));
  }

  @Test
  void shouldEndALoopWithoutWork() {
    Run run = Run.of("do:\n  - a: {set: {x: 1}, then: b}\n  - b: {set: {x: 2}, then: a}\n", "{}");
    assertThat(run.error().status()).isEqualTo(508);
    assertThat(run.events).hasSizeLessThan(2 * Tasks.MAX_AT_ONCE + 10);
  }

  @Test
  void shouldEndALoopWithWork() {
    Run run = Run.of("do:\n  - a: {call: agent, with: {agent: a}, then: a}\n", "{}");
    for (int i = 0; i < Tasks.MAX_TRANSITIONS; i++) {
      run.complete("a", "1");
    }
    assertThat(run.error().status()).isEqualTo(508);
    assertThat(run.state.transitions()).isEqualTo(Tasks.MAX_TRANSITIONS);
  }

  @Test
  void shouldFailATaskWhoseOutputIsTooLarge() {
    Run run = Run.of(DRAFT_AND_PUBLISH, "{}");
    var large = JsonNodeFactory.instance.stringNode("x".repeat(1 << 21));
    run.add(
        ExecutionDecisions.complete(run.state, new CompleteTask(Run.ID, run.task("draft"), large)));
    assertThat(run.error().status()).isEqualTo(413);
  }

  @Test
  void shouldHandAPipelineItsContentAndTheProducersInput() {
    Run run =
        Run.of(
            """
            do:
              - check:
                  call: validate
                  with:
                    content: ${ .text }
                    producer: {agent: summariser, input: {document: '${ $workflow.input.source }'}, output: /text}
                    pipeline:
                      validators:
                        - {name: short, kind: length, with: {maxWords: 5}}
            """,
            "{'text':'short','source':'long'}");
    TaskWork.Validate work = (TaskWork.Validate) ((TaskScheduled) run.events.getLast()).work();
    assertThat(requireNonNull(work).content()).isEqualTo(json("'short'"));
    assertThat(work.pipeline().maxRevisions()).isEqualTo(2);
    assertThat(requireNonNull(work.pipeline().producer()).input())
        .isEqualTo(json("{'document':'long'}"));
    run.complete("check", "{'decision':'REJECTED'}");
    assertThat(run.state.status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void shouldRecordWhereTheFlowWentOn() {
    Run run = Run.of("do:\n  - a: {set: {x: 1}, then: exit}\n  - b: {set: {x: 2}}\n", "{}");
    assertThat(run.events)
        .filteredOn(TaskCompleted.class::isInstance)
        .extracting(e -> ((TaskCompleted) e).next())
        .containsExactly("exit");
  }
}
