package dev.assay.inference.worker;

import dev.assay.inference.queue.ClaimedCall;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A call that this process is busy with. It can be broken off while the model is asked, not any
 * more while the outcome is recorded: an interrupt there could tear a database connection.
 */
final class InFlight {
  private enum Phase {
    CALLING,
    RECORDING,
    BROKEN_OFF
  }

  final ClaimedCall call;
  private final Thread thread;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CALLING);

  InFlight(ClaimedCall call, Thread thread) {
    this.call = call;
    this.thread = thread;
  }

  void start() {
    thread.start();
  }

  /** Whether the outcome may be recorded: false once the call has been broken off. */
  boolean beginRecording() {
    return phase.compareAndSet(Phase.CALLING, Phase.RECORDING);
  }

  /** Stops the call. False where its outcome is being recorded already. */
  boolean breakOff() {
    if (phase.compareAndSet(Phase.CALLING, Phase.BROKEN_OFF)) {
      thread.interrupt();
      return true;
    }
    return false;
  }

  boolean brokenOff() {
    return phase.get() == Phase.BROKEN_OFF;
  }
}
