package dev.assay.sinks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.SmartLifecycle;

/** The sinks of this process. */
public final class Sinks implements SmartLifecycle {
  private final List<SinkRunner> runners;
  private volatile boolean running;

  public Sinks(List<SinkRunner> runners) {
    this.runners = List.copyOf(runners);
  }

  /** What keeps sinks from taking events, by name; those that do well are not in it. */
  public Map<String, String> troubles() {
    Map<String, String> troubles = new TreeMap<>();
    for (SinkRunner runner : runners) {
      String trouble = runner.trouble();
      if (trouble != null) {
        troubles.put(runner.name(), trouble);
      }
    }
    return troubles;
  }

  @Override
  public void start() {
    running = true;
    runners.forEach(SinkRunner::start);
  }

  @Override
  public void stop() {
    running = false;
    runners.forEach(SinkRunner::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
