package dev.assay.query.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.whatif.WhatIfQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question as it is kept until it is answered, of one execution or of many.
 *
 * @param agentVersion of the agent that ran; which one that is only the record knows
 */
public record KeptQuestion(WhatIfQuestion question, @Nullable Integer agentVersion) {

  /**
   * The question that is asked of one execution.
   *
   * @param ran the agents that ran for it
   */
  WhatIfQuestion of(Set<String> ran) {
    if (agentVersion == null) {
      return question;
    }
    if (ran.size() != 1) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected one agent to have run, of which agentVersion speaks, but there are %d: %s; say agents.<name>.version instead"
              .formatted(ran.size(), new TreeSet<>(ran)));
    }
    return with(ran.iterator().next(), agentVersion);
  }

  private WhatIfQuestion with(String agent, int version) {
    WhatIfChanges all = question.changes();
    List<AgentChange> agents = new ArrayList<>();
    AgentChange changed = new AgentChange(agent, version, null);
    for (AgentChange one : all.agents()) {
      if (!one.agent().equals(agent)) {
        agents.add(one);
      } else if (one.version() == null) {
        changed = new AgentChange(agent, version, one.definition());
      } else {
        changed = one; // what is said of it by its name goes before
      }
    }
    agents.add(changed);
    WhatIfChanges changes =
        new WhatIfChanges(
            all.input(), all.everyAgent(), agents, all.pipeline(), all.rubric(), all.validators());
    return new WhatIfQuestion(
        question.fromTask(), changes, question.onMiss(), question.mocks(), question.mockDecision());
  }
}
