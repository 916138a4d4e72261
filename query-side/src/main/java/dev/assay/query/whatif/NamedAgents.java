package dev.assay.query.whatif;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which agents an execution or the changes of it speak of. */
final class NamedAgents {
  private static final String MEMBER = "agent";

  private NamedAgents() {}

  /** Those that ran. */
  static Set<String> ran(List<RecordedEvent> record) {
    Set<String> names = new TreeSet<>();
    for (RecordedEvent event : record) {
      if (event.event() instanceof AgentExecutionStarted started) {
        names.add(started.agent());
      }
    }
    return names;
  }

  /** Those that ran, could have run by the definition, or could run by the changes. */
  static Set<String> all(List<RecordedEvent> record, WhatIfChanges changes) {
    Set<String> names = ran(record);
    for (RecordedEvent event : record) {
      if (event.event() instanceof ExecutionStarted started) {
        walk(started.definition(), names);
      }
    }
    changes.agents().stream().map(AgentChange::agent).forEach(names::add);
    changes.validators().stream().map(ValidatorChange::patch).forEach(it -> walk(it, names));
    walk(changes.pipeline(), names);
    return names;
  }

  private static void walk(@Nullable JsonNode json, Set<String> names) {
    if (json == null) {
      return;
    }
    JsonNode name = json.get(MEMBER);
    if (name != null && name.isString()) {
      names.add(name.stringValue());
    }
    json.forEach(part -> walk(part, names));
  }
}
