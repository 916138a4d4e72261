package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.Step;
import dev.assay.domain.workflow.diagram.Chart.Arrow;
import dev.assay.domain.workflow.diagram.Chart.Group;
import dev.assay.domain.workflow.diagram.Chart.Node;
import dev.assay.domain.workflow.diagram.Chart.Part;
import dev.assay.domain.workflow.diagram.Chart.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what a workflow's diagram shows. */
final class ChartBuilder {
  private final List<Arrow> arrows = new ArrayList<>();
  private final Map<String, String> ids = new HashMap<>();

  private ChartBuilder() {}

  static Chart chart(CompiledWorkflow workflow) {
    ChartBuilder builder = new ChartBuilder();
    List<Part> parts = new ArrayList<>();
    parts.add(new Node(Chart.START, Shape.START, List.of(workflow.name())));
    parts.addAll(builder.parts(workflow.steps()));
    parts.add(new Node(Chart.END, Shape.END, List.of("end")));
    builder.arrow(Chart.START, builder.id(workflow.steps().getFirst()), null);
    builder.arrows(workflow.steps(), Chart.END);
    return new Chart(workflow.name(), parts, builder.arrows);
  }

  private String id(Step step) {
    return ids.computeIfAbsent(step.reference(), _ -> "t" + (ids.size() + 1));
  }

  private List<Part> parts(List<Step> steps) {
    return steps.stream().map(this::part).toList();
  }

  private Part part(Step step) {
    String id = id(step);
    String name = step.name();
    return switch (step) {
      case Step.Do group -> new Group(id, name, parts(group.steps()), false);
      case Step.Fork fork ->
          new Group(id, name + (fork.compete() ? " (race)" : ""), parts(fork.branches()), true);
      case Step.SetData _ -> new Node(id, Shape.DATA, List.of(name));
      case Step.Switch _ -> new Node(id, Shape.CHOICE, List.of(name));
      case Step.CallAgent call -> new Node(id, Shape.AGENT, List.of(name, "agent " + call.agent()));
      case Step.CallValidate call ->
          new Node(
              id,
              Shape.VALIDATION,
              List.of(name, counted(call.pipeline().validators().size(), "validator")));
    };
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /**
   * @param after where the flow goes when the list ends
   */
  private void arrows(List<Step> steps, String after) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String following = i + 1 < steps.size() ? id(steps.get(i + 1)) : after;
      boolean falls = true;
      if (step instanceof Step.Switch choice) {
        for (Step.Case one : choice.cases()) {
          arrow(id(step), target(steps, one.then(), following, after), one.name());
          falls &= one.when() != null;
        }
      }
      if (falls) {
        arrow(id(step), target(steps, step.header().then(), following, after), null);
      }
      nested(step);
    }
  }

  private void nested(Step step) {
    if (step instanceof Step.Do group) {
      // The end of a group is the group: an arrow leads on from there.
      arrows(group.steps(), "");
    } else if (step instanceof Step.Fork fork) {
      fork.branches().forEach(this::nested);
    }
  }

  private String target(List<Step> steps, String then, String following, String after) {
    return switch (then) {
      case "continue" -> following;
      case "exit" -> after;
      case "end" -> Chart.END;
      default ->
          steps.stream().filter(s -> s.name().equals(then)).findFirst().map(this::id).orElse(after);
    };
  }

  private void arrow(String from, String to, @Nullable String label) {
    if (!to.isEmpty()) {
      arrows.add(new Arrow(from, to, label));
    }
  }
}
