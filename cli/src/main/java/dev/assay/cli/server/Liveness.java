package dev.assay.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether another process still does anything. A process that has ended stays in the list of
 * processes until its parent asks for its exit code, which the first process of a container may
 * never do; to {@link ProcessHandle} it is alive until then.
 */
public final class Liveness {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Liveness() {}

  public static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && !hasEnded(process.pid());
  }

  /** Waits for the end of a process that need not be a child; false where it goes on. */
  public static boolean awaitEnd(ProcessHandle process, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return true;
  }

  /** In Linux's table the state follows the name, which is in brackets and may hold anything. */
  private static boolean hasEnded(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
