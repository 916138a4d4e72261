package dev.assay.qa.rebuild;

import dev.assay.qa.support.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGKILL at a random time; the server is started again at once. */
final class Killing {
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

  /** The server is ready again when this returns. */
  void once() throws InterruptedException {
    boolean never = new CountDownLatch(1).await(random.nextLong(spreadMs), TimeUnit.MILLISECONDS);
    assert !never;
    uptime.ends();
    server.kill();
    hit.add(contents.buildUnderWay());
    server.restart();
    uptime.begins();
  }

  /** What rebuild each fell into. */
  List<String> hit() {
    return List.copyOf(hit);
  }
}
