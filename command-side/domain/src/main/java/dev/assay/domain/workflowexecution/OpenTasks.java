package dev.assay.domain.workflowexecution;

import dev.assay.api.id.TaskId;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that the flow has not yet gone on from. A task leaves when its successor begins or what
 * it is nested in ends, so there are never more than the definition has.
 *
 * @param byId in the order of scheduling
 * @param visits how often each place of the definition has been reached
 */
record OpenTasks(Map<TaskId, TaskState> byId, Map<String, Integer> visits) {
  static final OpenTasks NONE = new OpenTasks(Map.of(), Map.of());

  OpenTasks {
    byId = Collections.unmodifiableMap(byId);
    visits = Collections.unmodifiableMap(visits);
  }

  @Nullable TaskState get(TaskId id) {
    return byId.get(id);
  }

  List<TaskState> all() {
    return List.copyOf(byId.values());
  }

  /** The tasks directly in {@code parent}; null is the workflow itself. */
  List<TaskState> within(@Nullable TaskId parent) {
    return byId.values().stream().filter(t -> Objects.equals(t.parent(), parent)).toList();
  }

  /** The tasks in {@code ancestor}, directly or not. */
  List<TaskState> below(TaskId ancestor) {
    List<TaskState> all = new ArrayList<>();
    for (TaskState child : within(ancestor)) {
      all.add(child);
      all.addAll(below(child.id()));
    }
    return all;
  }

  boolean anyWaits() {
    return byId.values().stream().anyMatch(t -> t.phase() == TaskState.Phase.WAITING);
  }

  int nextVisit(String reference) {
    return visits.getOrDefault(reference, 0) + 1;
  }

  OpenTasks scheduled(TaskScheduled event) {
    Map<String, Integer> reached = new HashMap<>(visits);
    if (event.attempt() == 1) {
      reached.merge(event.reference(), 1, Integer::sum);
    }
    TaskState parent = event.parent() == null ? null : byId.get(event.parent());
    boolean inFork = parent != null && parent.kind() == TaskKind.FORK;
    Map<TaskId, TaskState> tasks = new LinkedHashMap<>(byId);
    for (TaskState sibling : within(event.parent())) {
      // Only branches are at work side by side; otherwise the new task takes the place of the last.
      if (!inFork || sibling.reference().equals(event.reference())) {
        remove(tasks, sibling.id());
      }
    }
    int visit = reached.getOrDefault(event.reference(), 1);
    tasks.put(event.taskId(), TaskState.begun(event, visit));
    return new OpenTasks(tasks, reached);
  }

  OpenTasks completed(TaskCompleted event) {
    Map<TaskId, TaskState> tasks = new LinkedHashMap<>(byId);
    below(event.taskId()).forEach(task -> tasks.remove(task.id()));
    tasks.computeIfPresent(event.taskId(), (_, task) -> task.done(event.output(), event.next()));
    return new OpenTasks(tasks, visits);
  }

  OpenTasks changed(TaskId id, UnaryOperator<TaskState> change) {
    Map<TaskId, TaskState> tasks = new LinkedHashMap<>(byId);
    tasks.computeIfPresent(id, (_, task) -> change.apply(task));
    return new OpenTasks(tasks, visits);
  }

  private void remove(Map<TaskId, TaskState> tasks, TaskId id) {
    below(id).forEach(task -> tasks.remove(task.id()));
    tasks.remove(id);
  }
}
