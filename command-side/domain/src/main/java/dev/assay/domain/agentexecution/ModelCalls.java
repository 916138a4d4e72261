package dev.assay.domain.agentexecution;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model calls of one agent execution.
 *
 * @param count how many were requested
 * @param open the one that is waited for, or the last one; null before the first
 * @param failuresOfModel how often the model of the last call has failed in a row of tries
 * @param outputHashes the output hash of each call; empty text while it has no answer
 * @param answer the text of the last answer that counts; null before the first
 * @param refusal what was wrong with an answer, and that answer; null until there is one
 */
record ModelCalls(
    int count,
    @Nullable ModelCallRequested open,
    int failuresOfModel,
    Map<ModelCallId, String> outputHashes,
    @Nullable String answer,
    @Nullable Refusal refusal) {

  /** An answer that did not match the output schema. */
  record Refusal(String answer, List<String> errors) {}

  static final ModelCalls NONE = new ModelCalls(0, null, 0, Map.of(), null, null);

  ModelCalls {
    outputHashes = Map.copyOf(outputHashes);
  }

  ModelCalls requested(ModelCallRequested event) {
    ModelRef before = open == null ? null : open.model();
    int failures = event.model().equals(before) ? failuresOfModel : 0;
    return new ModelCalls(count + 1, event, failures, with(event.requestId(), ""), answer, refusal);
  }

  ModelCalls answered(ModelCallAnswered event) {
    return new ModelCalls(
        count,
        open,
        0,
        with(event.requestId(), event.outputHash()),
        event.answer().text(),
        refusal);
  }

  ModelCalls failed() {
    return new ModelCalls(count, open, failuresOfModel + 1, outputHashes, answer, refusal);
  }

  ModelCalls refused(List<String> errors) {
    Refusal now = new Refusal(answer == null ? "" : answer, errors);
    return new ModelCalls(count, open, failuresOfModel, outputHashes, answer, now);
  }

  boolean knows(ModelCallId call) {
    return outputHashes.containsKey(call);
  }

  /** Whether exactly this answer has been taken for this call. */
  boolean hasTaken(ModelCallId call, String outputHash) {
    return outputHash.equals(outputHashes.get(call));
  }

  private Map<ModelCallId, String> with(ModelCallId call, String outputHash) {
    Map<ModelCallId, String> all = new HashMap<>(outputHashes);
    all.put(call, outputHash);
    return all;
  }
}
