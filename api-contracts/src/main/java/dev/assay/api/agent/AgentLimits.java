package dev.assay.api.agent;

/**
 * The limits of one agent execution.
 *
 * @param maxModelCalls including retries and repeated answers; 1 to 50
 * @param maxTokens in and out of all its model calls together
 * @param maxToolCalls 0 while no tool can be called
 * @param timeoutSeconds from start to end; 1 to 86,400
 */
public record AgentLimits(int maxModelCalls, int maxTokens, int maxToolCalls, int timeoutSeconds) {
  public static final AgentLimits DEFAULT = new AgentLimits(6, 200_000, 0, 300);

  public AgentLimits {
    within("limits.maxModelCalls", maxModelCalls, 1, 50);
    within("limits.maxTokens", maxTokens, 1, 10_000_000);
    within("limits.maxToolCalls", maxToolCalls, 0, 100);
    within("limits.timeoutSeconds", timeoutSeconds, 1, 86_400);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Expected %s from %d to %d, but it is %d".formatted(name, least, most, value));
    }
  }
}
