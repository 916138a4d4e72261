package dev.assay.api.whatif;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import dev.assay.api.review.ReviewDecision;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of an execution.
 *
 * @param fromTask from which task on changes hold: its name, its reference in the definition, or
 *     its id; null is from the start
 * @param onMiss what becomes of a model call or review of which the record has no answer
 * @param mocks answers by the agent's name, for misses that are mocked: a text as it is, other JSON
 *     as JSON; an agent without one is given what it answered in the record at the same turn
 * @param mockDecision what a person decides where the record has no decision on that content; null
 *     takes the decision on other content
 */
public record WhatIfQuestion(
    @Clear @Nullable String fromTask,
    WhatIfChanges changes,
    OnMiss onMiss,
    @Personal Map<String, JsonNode> mocks,
    @Nullable ReviewDecision mockDecision) {

  /** What becomes of an input that the record does not have. Neither can ever count as a pass. */
  public enum OnMiss {
    /** Nothing is answered: what waits for it goes no further. */
    BLOCK,
    /** Something is answered in its place. */
    MOCK
  }

  public WhatIfQuestion {
    mocks = Map.copyOf(mocks);
  }

  /** Nothing changed, from the start: what comes of it must be what was recorded. */
  public static WhatIfQuestion identity() {
    return new WhatIfQuestion(null, WhatIfChanges.NONE, OnMiss.BLOCK, Map.of(), null);
  }

  /** The same question with changes that hold from a task on. */
  public WhatIfQuestion from(@Nullable String task) {
    return new WhatIfQuestion(task, changes, onMiss, mocks, mockDecision);
  }
}
