package dev.assay.domain.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws a workflow as a Mermaid flowchart: tasks as nodes, what is nested as subgraphs. */
public final class WorkflowDiagram {
  private final StringBuilder text = new StringBuilder("flowchart TD\n");
  private final Map<String, String> ids = new HashMap<>();

  private WorkflowDiagram() {}

  /** The diagram's source, which ends with a line feed. */
  public static String mermaid(CompiledWorkflow workflow) {
    WorkflowDiagram diagram = new WorkflowDiagram();
    diagram.text.append("  start((\"").append(label(workflow.name())).append("\"))\n");
    diagram.nodes(workflow.steps(), "  ");
    diagram.text.append("  finish(((end)))\n");
    diagram.edge("start", diagram.id(workflow.steps().getFirst()), null);
    diagram.edges(workflow.steps(), "finish");
    return diagram.text.toString();
  }

  private String id(Step step) {
    return ids.computeIfAbsent(step.reference(), _ -> "t" + (ids.size() + 1));
  }

  private void nodes(List<Step> steps, String indent) {
    for (Step step : steps) {
      String name = label(step.name());
      text.append(indent);
      switch (step) {
        case Step.Do group -> subgraph(step, name, group.steps(), indent);
        case Step.Fork fork ->
            subgraph(step, name + (fork.compete() ? " (race)" : ""), fork.branches(), indent);
        case Step.SetData _ -> node(step, "[/\"", name, "\"/]");
        case Step.Switch _ -> node(step, "{\"", name, "\"}");
        case Step.CallAgent call ->
            node(step, "[\"", name + "<br/>agent " + label(call.agent()), "\"]");
        case Step.CallValidate call ->
            node(
                step,
                "{{\"",
                name + "<br/>" + call.pipeline().validators().size() + " validators",
                "\"}}");
      }
    }
  }

  private void node(Step step, String open, String label, String close) {
    text.append(id(step)).append(open).append(label).append(close).append('\n');
  }

  private void subgraph(Step step, String label, List<Step> steps, String indent) {
    text.append("subgraph ").append(id(step)).append("[\"").append(label).append("\"]\n");
    nodes(steps, indent + "  ");
    text.append(indent).append("end\n");
  }

  /**
   * @param after where the flow goes when the list ends
   */
  private void edges(List<Step> steps, String after) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String following = i + 1 < steps.size() ? id(steps.get(i + 1)) : after;
      boolean falls = true;
      if (step instanceof Step.Switch choice) {
        for (Step.Case one : choice.cases()) {
          edge(id(step), target(steps, one.then(), following, after), one.name());
          falls &= one.when() != null;
        }
      }
      if (falls) {
        edge(id(step), target(steps, step.header().then(), following, after), null);
      }
      nested(step);
    }
  }

  private void nested(Step step) {
    if (step instanceof Step.Do group) {
      // The end of a group is the group: an arrow leads on from there.
      edges(group.steps(), "");
    } else if (step instanceof Step.Fork fork) {
      fork.branches().forEach(this::nested);
    }
  }

  private String target(List<Step> steps, String then, String following, String after) {
    return switch (then) {
      case "continue" -> following;
      case "exit" -> after;
      case "end" -> "finish";
      default ->
          steps.stream().filter(s -> s.name().equals(then)).findFirst().map(this::id).orElse(after);
    };
  }

  private void edge(String from, String to, @Nullable String label) {
    if (!to.isEmpty()) {
      text.append("  ").append(from).append(" -->");
      if (label != null) {
        text.append("|\"").append(label(label)).append("\"|");
      }
      text.append(' ').append(to).append('\n');
    }
  }

  /** Mermaid has its own entities; whatever could end a label or begin markup is one. */
  private static String label(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " -_.,:/()".indexOf(c) >= 0) {
                safe.appendCodePoint(c);
              } else {
                safe.append('#').append(c).append(';');
              }
            });
    return safe.toString();
  }
}
