package dev.assay.qa.rebuild;

/** When the server was there: what fails while it is not is no fault. */
final class Uptime {
  private int kills;
  private boolean up = true;

  /** Waits until the server is there. Answers what {@link #lasts} wants to know later. */
  synchronized int await() throws InterruptedException {
    while (!up) {
      wait();
    }
    return kills;
  }

  /** Whether the server was never killed since. */
  synchronized boolean lasts(int since) {
    return up && kills == since;
  }

  /** Said before the server is killed. */
  synchronized void ends() {
    up = false;
    kills++;
  }

  /** Said when the server is ready again. */
  synchronized void begins() {
    up = true;
    notifyAll();
  }
}
