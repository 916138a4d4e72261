package dev.assay.qa.crash;

import java.time.Duration;

/**
 * How hard the harness tries; each is a system property {@code crash.<name>}.
 *
 * @param seed of the times at which the server is killed
 * @param kills how often
 * @param executions how many run meanwhile
 * @param spreadMs a kill comes at most so long after the server had work again
 * @param resumeMax the longest that work may stand still after a kill. Generous, since nobody knows
 *     how busy the machine is; the figures that matter are printed
 * @param endMax how long the executions may take after the last kill
 */
record CrashSettings(
    long seed, int kills, int executions, int spreadMs, Duration resumeMax, Duration endMax) {

  static CrashSettings fromProperties() {
    return new CrashSettings(
        Long.getLong("crash.seed", System.nanoTime()),
        Integer.getInteger("crash.kills", 20),
        Integer.getInteger("crash.executions", 200),
        Integer.getInteger("crash.spread", 1_500),
        Duration.ofSeconds(Integer.getInteger("crash.resume.max", 180)),
        Duration.ofSeconds(Integer.getInteger("crash.end.max", 600)));
  }
}
