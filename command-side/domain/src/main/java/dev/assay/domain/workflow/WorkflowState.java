package dev.assay.domain.workflow;

import dev.assay.api.workflow.WorkflowEvent;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow's events add up to.
 *
 * @param status null before the first version
 * @param hashes content hash by version, in the order of registration
 */
public record WorkflowState(@Nullable WorkflowStatus status, Map<String, String> hashes) {
  public static final WorkflowState NONE = new WorkflowState(null, Map.of());

  public static final LifeCycle<WorkflowStatus> LIFE_CYCLE =
      LifeCycle.of("Workflow", WorkflowStatus.class)
          .starting(WorkflowVersionRegistered.class, WorkflowStatus.ACTIVE)
          .on(WorkflowStatus.ACTIVE, WorkflowVersionRegistered.class, WorkflowStatus.ACTIVE)
          .build();

  public static final Evolution<WorkflowEvent, WorkflowState> EVOLUTION =
      new Evolution<>(
          "Workflow",
          WorkflowEvent.class,
          (state, event) -> (state == null ? NONE : state).after(event));

  public WorkflowState after(WorkflowEvent event) {
    WorkflowStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case WorkflowVersionRegistered e -> {
        Map<String, String> all = new LinkedHashMap<>(hashes);
        all.put(e.version(), e.contentHash());
        yield new WorkflowState(next, all);
      }
    };
  }
}
