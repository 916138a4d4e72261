package dev.assay.verifier.bundle;

import dev.assay.verifier.bundle.Manifest.Range;

/**
 * The events of an aggregate are numbered without gap from 0. A range shows this from where it
 * starts, a selection only that the numbers rise.
 */
final class SequenceRule {
  private final AggregateSequences sequences = new AggregateSequences();
  private final boolean isDense;
  private final boolean isFromStart;

  private SequenceRule(boolean isDense, boolean isFromStart) {
    this.isDense = isDense;
    this.isFromStart = isFromStart;
  }

  static SequenceRule of(Manifest.Leaves leaves) {
    return leaves instanceof Range range
        ? new SequenceRule(true, range.from() == 0)
        : new SequenceRule(false, false);
  }

  /** Whether there was room to follow every aggregate. */
  boolean isComplete() {
    return sequences.size() < AggregateSequences.MOST;
  }

  void check(EventLine event, Place place) {
    long next = sequences.next(event.aggregateId());
    boolean isKnown = next > 0 || (isFromStart && isComplete());
    boolean isRight = !isKnown || (isDense ? event.sequence() == next : event.sequence() >= next);
    if (!isRight) {
      throw new NotVerified(
          "Expected sequence %d of aggregate %s, but it is %d"
              .formatted(next, event.aggregateId(), event.sequence()),
          place);
    }
    sequences.seen(event.aggregateId(), event.sequence());
  }
}
