package dev.assay.eventstore.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/**
 * Where two writers meet, so that what the stock engine loses is no matter of luck: the slow one
 * inserts and keeps its transaction open, the lagging one then appends and commits later indexes
 * with older timestamps, the reader gets its chance to read these, and only then the slow one
 * commits.
 */
final class Hold {
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final CyclicBarrier bothHere = new CyclicBarrier(2);
  private final CyclicBarrier inserted = new CyclicBarrier(2);
  private final CompletableFuture<String> overtaking = new CompletableFuture<>();

  void slowIsHere() throws Exception {
    await(bothHere);
  }

  void slowHasInserted() throws Exception {
    await(inserted);
  }

  /** The id of the event that was committed meanwhile. */
  String awaitOvertaking() throws Exception {
    return overtaking.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
  }

  void laggingIsHere() throws Exception {
    await(bothHere);
    await(inserted);
  }

  void laggingHasCommitted(String event) {
    overtaking.complete(event);
  }

  private static void await(CyclicBarrier barrier) throws Exception {
    barrier.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
