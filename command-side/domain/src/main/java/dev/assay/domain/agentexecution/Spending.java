package dev.assay.domain.agentexecution;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.inference.ModelAnswer;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the answers that count have used: tokens, and money in US dollars. */
record Spending(int tokensIn, int tokensOut, BigDecimal costUsd) {
  static final Spending NOTHING = new Spending(0, 0, BigDecimal.ZERO);

  Spending plus(ModelAnswer answer) {
    return new Spending(
        Math.addExact(tokensIn, answer.tokensIn()),
        Math.addExact(tokensOut, answer.tokensOut()),
        costUsd.add(answer.costUsd()));
  }

  long tokens() {
    return (long) tokensIn + tokensOut;
  }

  /** The sentence that says which limit has been exceeded, or null. */
  @Nullable String excess(AgentDefinition definition) {
    int maxTokens = definition.limits().maxTokens();
    if (tokens() > maxTokens) {
      return "Expected at most %d tokens, but %d were used".formatted(maxTokens, tokens());
    }
    BigDecimal maxCost = definition.model().maxCostUsd();
    if (maxCost != null && costUsd.compareTo(maxCost) > 0) {
      return "Expected a cost of at most %s US dollars, but it is %s"
          .formatted(maxCost.toPlainString(), costUsd.toPlainString());
    }
    return null;
  }
}
