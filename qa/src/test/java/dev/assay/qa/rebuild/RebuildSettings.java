package dev.assay.qa.rebuild;

/**
 * How hard the harness tries; each is a system property {@code rebuild.<name>}.
 *
 * @param seed of what is written, read and done to rebuilds, and of the times of the kills
 * @param rounds how often each read model is filled anew
 * @param kills how often the server is killed meanwhile
 * @param spreadMs a kill comes at most so long after a rebuild began
 * @param writers clients that write, at the same time
 * @param readers clients that read, at the same time
 * @param eventsPerSecond at most so many are loaded, so that a rebuild takes a while
 */
record RebuildSettings(
    long seed, int rounds, int kills, int spreadMs, int writers, int readers, int eventsPerSecond) {

  static RebuildSettings fromProperties() {
    return new RebuildSettings(
        Long.getLong("rebuild.seed", System.nanoTime()),
        Integer.getInteger("rebuild.rounds", 1),
        Integer.getInteger("rebuild.kills", 3),
        Integer.getInteger("rebuild.spread", 2_000),
        Integer.getInteger("rebuild.writers", 2),
        Integer.getInteger("rebuild.readers", 3),
        Integer.getInteger("rebuild.rate", 2_000));
  }

  int rebuilds(int readModels) {
    return rounds * readModels;
  }
}
