package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.domain.workflow.WorkflowCompiler;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workflow's definition with its validation pipelines made different. A change that finds nothing
 * to change is refused: its answer would be that of another question.
 */
final class ChangedWorkflow {
  private final WhatIfChanges changes;
  private final Set<String> validators = new TreeSet<>();
  private boolean hasPipeline;
  private boolean hasJudge;

  private ChangedWorkflow(WhatIfChanges changes) {
    this.changes = changes;
  }

  /** The definition as it is where nothing of it is to be different. */
  static JsonNode of(JsonNode definition, WhatIfChanges changes) {
    if (!changes.ofWorkflow()) {
      return definition;
    }
    ChangedWorkflow changed = new ChangedWorkflow(changes);
    JsonNode copy = definition.deepCopy();
    changed.walk(copy);
    changed.requireFound();
    // As strict as for one that is registered.
    return WorkflowCompiler.compile(copy.toString(), WorkflowCompiler.JSON).required().definition();
  }

  private void walk(JsonNode node) {
    if (node.path("call").asString("").equals("validate")
        && node.path("with") instanceof ObjectNode with
        && with.path("pipeline") instanceof ObjectNode pipeline) {
      with.set("pipeline", changed(pipeline));
      return;
    }
    node.forEach(this::walk);
  }

  private JsonNode changed(ObjectNode pipeline) {
    hasPipeline = true;
    JsonNode patched =
        changes.pipeline() == null ? pipeline : MergePatch.apply(pipeline, changes.pipeline());
    if (patched.path("validators") instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        items.set(i, validator(items.get(i)));
      }
    }
    return patched;
  }

  private JsonNode validator(JsonNode validator) {
    JsonNode changed = validator;
    String name = validator.path("name").asString("");
    validators.add(name);
    if (validator.path("kind").asString("").equals("judge")) {
      hasJudge = true;
      if (changes.rubric() != null) {
        ObjectNode patch = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        patch.putObject("with").set("rubric", changes.rubric());
        changed = MergePatch.apply(changed, patch);
      }
    }
    for (ValidatorChange change : changes.validators()) {
      if (change.validator().equals(name)) {
        changed = MergePatch.apply(changed, change.patch());
      }
    }
    return changed;
  }

  private void requireFound() {
    if (!hasPipeline) {
      throw refused("Expected a workflow that validates something, but it has no pipeline");
    }
    if (changes.rubric() != null && !hasJudge) {
      throw refused("Expected a judge whose rubric could be another, but there is none");
    }
    for (ValidatorChange change : changes.validators()) {
      if (!validators.contains(change.validator())) {
        throw refused(
            "Expected changes of validators that the workflow has, but there is no '%s' among %s"
                .formatted(change.validator(), validators));
      }
    }
  }

  private static CommandRejected refused(String why) {
    return new CommandRejected(RejectionCode.UNPROCESSABLE, why);
  }
}
