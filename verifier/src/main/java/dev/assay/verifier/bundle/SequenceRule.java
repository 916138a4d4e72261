package dev.assay.verifier.bundle;

import dev.assay.verifier.bundle.Manifest.Range;

/**
 * The events of an aggregate are numbered without gap from 0. A range shows this from where it
 * starts, a selection only that the numbers rise.
 */
final class SequenceRule {
  private final AggregateSequences sequences;
  private final boolean isDense;
  private final boolean isFromStart;

  private SequenceRule(AggregateSequences sequences, boolean isDense, boolean isFromStart) {
    this.sequences = sequences;
    this.isDense = isDense;
    this.isFromStart = isFromStart;
  }

  static SequenceRule of(Manifest.Leaves leaves) {
    return of(leaves, new AggregateSequences(AggregateSequences.MOST));
  }

  static SequenceRule of(Manifest.Leaves leaves, AggregateSequences sequences) {
    return leaves instanceof Range range
        ? new SequenceRule(sequences, true, range.from() == 0)
        : new SequenceRule(sequences, false, false);
  }

  /** Whether there was room to follow every aggregate. */
  boolean isComplete() {
    return sequences.hasRoom();
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
