package dev.assay.verifier.bundle;

import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.io.InputStream;

/** Checks the events against the signed tree, and the tree against what was known before. */
final class LeafChecks {
  private final Contents contents;
  private final Trust trust;
  private final ChosenKeys keys;
  private final Report report;
  private final KnownSize known;

  LeafChecks(Contents contents, Trust trust, ChosenKeys keys, Report report) {
    this.contents = contents;
    this.trust = trust;
    this.keys = keys;
    this.report = report;
    this.known = new KnownSize(trust.previous().map(LeafChecks::sizeOf).orElse(-1L));
  }

  void run(Archive archive, Progress progress) throws IOException {
    Checkpoint signed = contents.tenantCheckpoint();
    LeafPosition position =
        contents
            .range()
            .<LeafPosition>map(range -> new LeafPosition.OfRange(range, contents.tiles()))
            .orElseGet(() -> new LeafPosition.OfSelection(signed.size(), signed.root()));
    report.run(Check.EVENTS, () -> events(archive, position, progress));
    if (report.hasPassed(Check.EVENTS)) {
      report.run(Check.TREE, () -> tree(position));
    }
    if (trust.previous().isEmpty()) {
      report.skipped(Check.PREVIOUS, "no previous checkpoint was given to compare with");
    } else if (report.hasPassed(Check.TREE)) {
      report.run(Check.PREVIOUS, () -> previous(trust.previous().get()));
    }
  }

  private String events(Archive archive, LeafPosition position, Progress progress)
      throws IOException {
    EventsCheck check =
        new EventsCheck(
            contents.origin().tenantPseudonym(), contents.manifest(), position, known, progress);
    try (InputStream in = archive.stream(EntryName.EVENTS)) {
      check.run(in);
    }
    EventCounts counts = check.counts();
    report.fact("events", counts.events());
    report.fact("withheldPayloads", counts.withheldPayloads());
    report.fact("tombstonedPayloads", counts.tombstonedPayloads());
    report.fact("withheldMetadata", counts.withheldMetadata());
    report.fact("sequencesChecked", check.isSequenceComplete());
    return "%d events hash to their leaves; %d payloads and %d metadata are withheld"
            .formatted(counts.events(), counts.withheldPayloads(), counts.withheldMetadata())
        + (counts.tombstonedPayloads() == 0
            ? ""
            : "; %d payloads are tombstoned".formatted(counts.tombstonedPayloads()));
  }

  private String tree(LeafPosition position) {
    if (!position.isWhole(contents.tenantCheckpoint().root())) {
      throw new NotVerified(
          "Expected the leaves to lead to the signed root %s, but they do not: events and their leaves were changed together, or the checkpoint is of another time or tenant"
              .formatted(contents.tenantCheckpoint().root()));
    }
    Manifest manifest = contents.manifest();
    if (manifest.isWholeTree()) {
      return "these %d events are all that the tenant has".formatted(manifest.treeSize());
    }
    return manifest.leaves() instanceof Manifest.Range range
        ? "these are all events from index %d to before %d".formatted(range.from(), range.to())
        : "each of %d events has a proof of its own; others may exist"
            .formatted(manifest.leaves().count());
  }

  private String previous(Note previous) {
    keys.signerOf(previous, "previous checkpoint");
    return PreviousCheck.check(
        Checkpoint.parse(previous.text()), contents.tenantCheckpoint(), known);
  }

  private static long sizeOf(Note note) {
    return Checkpoint.parse(note.text()).size();
  }
}
