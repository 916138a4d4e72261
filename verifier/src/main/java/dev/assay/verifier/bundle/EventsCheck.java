package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.json.JsonScanner;
import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Reads the events one after the other and stops at the first that is wrong. */
final class EventsCheck {
  private static final int PROGRESS_EVERY = 1 << 12;

  private final UUID tenantPseudonym;
  private final Manifest.Leaves leaves;
  private final boolean mayBeTombstoned;
  private final LeafPosition position;
  private final SequenceRule sequences;
  private final KnownSize known;
  private final Progress progress;
  private EventCounts counts = EventCounts.NONE;

  EventsCheck(
      UUID tenantPseudonym,
      Manifest manifest,
      LeafPosition position,
      KnownSize known,
      Progress progress) {
    this.tenantPseudonym = tenantPseudonym;
    this.leaves = manifest.leaves();
    this.mayBeTombstoned = manifest.mayHaveTombstones();
    this.position = position;
    this.sequences = SequenceRule.of(leaves);
    this.known = known;
    this.progress = progress;
  }

  EventCounts counts() {
    return counts;
  }

  /** Whether the sequences of every aggregate were followed. */
  boolean isSequenceComplete() {
    return sequences.isComplete();
  }

  void run(InputStream in) throws IOException {
    LineReader lines = new LineReader(in);
    position.fromStart().ifPresent(known::look);
    while (hasNext(lines)) {
      check(lines, counts.events() + 1);
    }
    if (counts.events() != leaves.count()) {
      throw new NotVerified(
          "Expected %d events, but after %d there are no more"
              .formatted(leaves.count(), counts.events()),
          Place.ofLine(counts.events() + 1));
    }
    progress.events(counts.events());
  }

  private boolean hasNext(LineReader lines) throws IOException {
    try {
      return lines.next();
    } catch (Malformed wrong) {
      throw new NotVerified(String.valueOf(wrong.getMessage()), Place.ofLine(counts.events() + 1));
    }
  }

  private void check(LineReader lines, long line) {
    if (line > leaves.count()) {
      throw new NotVerified(
          "Expected %d events, but there are more".formatted(leaves.count()), Place.ofLine(line));
    }
    EventLine event = parse(lines, line);
    Place place = Place.of(line, event);
    Hash leaf = leafOf(event, place);
    position.accept(event, leaf, place);
    sequences.check(event, place);
    position.fromStart().ifPresent(known::look);
    counts = counts.with(event);
    if (line % PROGRESS_EVERY == 0) {
      progress.events(line);
    }
  }

  private EventLine parse(LineReader lines, long line) {
    try {
      JsonScanner scanner = new JsonScanner(lines.bytes(), lines.start(), lines.end());
      return EventLine.parse(scanner, leaves instanceof Manifest.Selection, mayBeTombstoned);
    } catch (Malformed wrong) {
      throw new NotVerified(String.valueOf(wrong.getMessage()), Place.ofLine(line));
    }
  }

  /** The leaf hash of what the line holds, which must be the one that it claims. */
  private Hash leafOf(EventLine event, Place place) {
    EventLeaf leaf;
    try {
      leaf = event.leaf(tenantPseudonym);
    } catch (Malformed wrong) {
      throw new NotVerified(String.valueOf(wrong.getMessage()), place);
    }
    Hash hash = leaf.hash();
    if (!hash.equals(event.leafHash())) {
      throw new NotVerified(
          "Expected an event that hashes to its leaf %s, but it hashes to %s: it was changed"
              .formatted(event.leafHash(), hash),
          place);
    }
    return hash;
  }
}
