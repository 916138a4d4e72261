package dev.assay.domain.workflow.diagram;

import dev.assay.domain.workflow.CompiledWorkflow;

/** Draws a workflow as a flowchart: tasks as nodes, what is nested within boxes. */
public final class WorkflowDiagram {
  private WorkflowDiagram() {}

  /** Mermaid source, which ends with a line feed. */
  public static String mermaid(CompiledWorkflow workflow) {
    return MermaidText.of(ChartBuilder.chart(workflow));
  }

  /** An SVG document that needs nothing else; the same workflow always gives the same text. */
  public static String svg(CompiledWorkflow workflow) {
    return SvgText.of(ChartBuilder.chart(workflow));
  }
}
