package dev.assay.projections.runner;

import dev.assay.eventstore.letters.Cause;
import dev.assay.eventstore.reader.StoredEvent;

/** An event that was not taken in, and why. */
record DeadLetter(StoredEvent event, Cause cause) {
  static DeadLetter because(StoredEvent event, Exception failure) {
    return new DeadLetter(event, Cause.of(failure));
  }

  /** Of an event whose aggregate has an earlier dead letter: order within it is kept. */
  static DeadLetter afterAnother(StoredEvent event) {
    return new DeadLetter(event, Cause.afterAnother());
  }

  /** How often it was tried so far. */
  int attempts() {
    return cause.className().equals(Cause.AFTER_ANOTHER) ? 0 : 1;
  }
}
