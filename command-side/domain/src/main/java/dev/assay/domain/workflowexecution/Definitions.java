package dev.assay.domain.workflowexecution;

import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.domain.workflow.CompiledWorkflow;
import dev.assay.domain.workflow.WorkflowCompiler;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the compiled form of the definitions that were used last, by their content hash. */
final class Definitions {
  private static final int MOST = 256;

  private static final Map<String, CompiledWorkflow> RECENT =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompiledWorkflow> eldest) {
          return size() > MOST;
        }
      };

  private Definitions() {}

  static CompiledWorkflow of(ExecutionStarted started) {
    synchronized (RECENT) {
      CompiledWorkflow known = RECENT.get(started.contentHash());
      if (known != null) {
        return known;
      }
    }
    CompiledWorkflow compiled = WorkflowCompiler.registered(started.definition());
    synchronized (RECENT) {
      RECENT.put(started.contentHash(), compiled);
    }
    return compiled;
  }
}
