package dev.assay.eventstore.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is measured of the keys. */
final class KeyMetrics {
  private final Counter lookedUp;
  private final Counter made;
  private final Counter failed;
  private final Counter erased;
  private final Counter expired;
  private final Counter rotations;

  KeyMetrics(MeterRegistry meters) {
    lookedUp = meters.counter("assay.keys.looked_up");
    made = meters.counter("assay.keys.made");
    failed = meters.counter("assay.keys.failures");
    erased = meters.counter("assay.keys.erased", "because", "subject");
    expired = meters.counter("assay.keys.erased", "because", "retention");
    rotations = meters.counter("security.key_rotations");
  }

  void lookedUp() {
    lookedUp.increment();
  }

  void made() {
    made.increment();
  }

  void failed() {
    failed.increment();
  }

  void erased(int keys) {
    erased.increment(keys);
  }

  void expired(int keys) {
    expired.increment(keys);
  }

  void rotated() {
    rotations.increment();
  }
}
