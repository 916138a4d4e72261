package dev.assay.qa.rebuild;

import dev.assay.qa.support.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGKILL at a random time; the server is started again at once. */
final class Killing {
  private static final int SOONER = 10;

  /** Begins a rebuild. */
  interface Rebuild {
    void begin() throws InterruptedException;
  }

  private final ServerProcess server;
  private final Uptime uptime;
  private final Contents contents;
  private final Random random;
  private final int spreadMs;
  private final List<String> hit = new ArrayList<>();

  Killing(ServerProcess server, Uptime uptime, Contents contents, RebuildSettings settings) {
    this.server = server;
    this.uptime = uptime;
    this.contents = contents;
    this.random = new Random(settings.seed());
    this.spreadMs = settings.spreadMs();
  }

  /**
   * The server is ready again when this returns.
   *
   * @param rebuild begins another one where the last has come to its end already
   */
  void once(Rebuild rebuild) throws InterruptedException {
    pause(spreadMs);
    if (contents.buildUnderWay().isEmpty()) {
      rebuild.begin();
      pause(spreadMs / SOONER);
    }
    uptime.ends();
    server.kill();
    hit.add(contents.buildUnderWay());
    server.restart();
    uptime.begins();
  }

  private void pause(int atMostMs) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(random.nextLong(atMostMs), TimeUnit.MILLISECONDS);
    assert !never;
  }

  /** What rebuild each fell into. */
  List<String> hit() {
    return List.copyOf(hit);
  }
}
