package dev.assay.domain.workflow;

import dev.assay.domain.workflow.Step.Case;
import dev.assay.domain.workflow.Step.Do;
import dev.assay.domain.workflow.Step.Fork;
import dev.assay.domain.workflow.Step.Switch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Checks where the flow goes: targets exist, and every task can be reached (a warning if not). */
final class FlowCheck {
  private final Problems problems;

  FlowCheck(Problems problems) {
    this.problems = problems;
  }

  void check(List<Step> steps) {
    targets(steps);
    reachable(steps);
    for (Step step : steps) {
      nested(step);
    }
  }

  private void nested(Step step) {
    if (step instanceof Do group) {
      check(group.steps());
    } else if (step instanceof Fork fork) {
      // Every branch is reached, and none can go to another: the reader has said so.
      fork.branches().forEach(this::nested);
    }
  }

  private void targets(List<Step> steps) {
    List<String> names = steps.stream().map(Step::name).toList();
    for (Step step : steps) {
      target(step.header().then(), step.reference() + "/then", names);
      if (step instanceof Switch choice) {
        for (int i = 0; i < choice.cases().size(); i++) {
          Case one = choice.cases().get(i);
          String at = step.reference() + "/switch/" + i + SourceText.token(one.name()) + "/then";
          target(one.then(), at, names);
        }
      }
    }
  }

  private void target(String then, String pointer, List<String> names) {
    if (!isDirective(then) && !names.contains(then)) {
      List<String> all = new ArrayList<>(names);
      all.addAll(List.of("continue", "exit", "end"));
      problems.error(
          pointer,
          "flow-target",
          "Expected then to be continue, exit, end or a task of the same list, but there is no "
              + then,
          Suggestion.didYouMean(then, all));
    }
  }

  private void reachable(List<Step> steps) {
    List<String> names = steps.stream().map(Step::name).toList();
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int index = open.pop();
      if (index >= 0 && index < steps.size() && !reached.get(index)) {
        reached.set(index);
        for (String then : exits(steps.get(index))) {
          open.push(then.equals("continue") ? index + 1 : names.indexOf(then));
        }
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!reached.get(i)) {
        problems.warning(
            steps.get(i).reference(),
            "unreachable",
            "Expected a way to task " + steps.get(i).name() + ", but there is none",
            "Let another task's then lead to it, or remove it");
      }
    }
  }

  private static List<String> exits(Step step) {
    List<String> exits = new ArrayList<>();
    boolean falls = true;
    if (step instanceof Switch choice) {
      choice.cases().forEach(one -> exits.add(one.then()));
      falls = choice.cases().stream().noneMatch(one -> one.when() == null);
    }
    if (falls) {
      exits.add(step.header().then());
    }
    if (step.header().condition() != null) {
      exits.add("continue");
    }
    return exits;
  }

  static boolean isDirective(String then) {
    return then.equals("continue") || then.equals("exit") || then.equals("end");
  }
}
