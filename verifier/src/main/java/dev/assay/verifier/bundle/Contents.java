package dev.assay.verifier.bundle;

import dev.assay.verifier.bundle.Manifest.Range;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.RangeProof;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.TlogProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything of a bundle but its events, read but not yet believed.
 *
 * @param tenantNote the tenant's checkpoint, whose tree the events are in
 * @param proof that the tenant's checkpoint is in the log, with the checkpoint of the log
 * @param claimedKeys keys that the bundle itself brings
 * @param range the proof for a range of leaves; nothing for a selection
 * @param tiles what the record holds for every 256 leaves; empty if the bundle does not say
 */
record Contents(
    Manifest manifest,
    Note tenantNote,
    Checkpoint tenantCheckpoint,
    LogOrigin origin,
    TlogProof proof,
    Checkpoint logCheckpoint,
    List<VerifierKey> claimedKeys,
    Optional<RangeProof> range,
    List<Hash> tiles) {
  private static final int MOST_KEYS = 100;
  private static final int TILE = 256;
  private static final int HASH_LINE = 45;

  static Contents read(Archive archive) throws IOException {
    Manifest manifest = Manifest.parse(archive.small(EntryName.MANIFEST));
    Note tenantNote = Note.parse(archive.small(EntryName.CHECKPOINT));
    Checkpoint tenant = Checkpoint.parse(tenantNote.text());
    requireSame("origin", tenant.origin(), manifest.origin());
    requireSame("treeSize", tenant.size(), manifest.treeSize());
    TlogProof proof = TlogProof.parse(archive.small(EntryName.TENANT_CHECKPOINT_PROOF));
    byte[] logNote = archive.small(EntryName.GLOBAL_CHECKPOINT);
    if (!proof.extra().isEmpty() || !Arrays.equals(proof.checkpoint().bytes(), logNote)) {
      throw new Malformed(
          "Expected %s to end in %s and to have no extra data, but it has other bytes"
              .formatted(EntryName.TENANT_CHECKPOINT_PROOF, EntryName.GLOBAL_CHECKPOINT));
    }
    return new Contents(
        manifest,
        tenantNote,
        tenant,
        LogOrigin.parse(tenant.origin()),
        proof,
        Checkpoint.parse(proof.checkpoint().text()),
        keys(archive.small(EntryName.PUBLIC_KEYS)),
        range(archive, manifest),
        tiles(archive, manifest));
  }

  /** One hash a line: of the leaves 0 to 255, 256 to 511 and so on, as many as are full. */
  private static List<Hash> tiles(Archive archive, Manifest manifest) throws IOException {
    if (!archive.has(EntryName.TILE_HASHES)) {
      return List.of();
    }
    String text = Utf8.decode(archive.small(EntryName.TILE_HASHES));
    List<Hash> tiles = new ArrayList<>();
    for (int at = 0; at < text.length(); at += HASH_LINE) {
      int end = Math.min(at + HASH_LINE, text.length());
      if (text.charAt(end - 1) != '\n') {
        throw new Malformed(
            "Expected one hash a line in " + EntryName.TILE_HASHES + ", but it has another form");
      }
      tiles.add(Hash.fromBase64(text.substring(at, end - 1)));
    }
    boolean isRight =
        manifest.leaves() instanceof Range range
            && range.from() == 0
            && tiles.size() == range.to() / TILE;
    if (!isRight) {
      throw new Malformed(
          "Expected %s for a range from 0 with a hash for every 256 events, but it is otherwise"
              .formatted(EntryName.TILE_HASHES));
    }
    return tiles;
  }

  private static Optional<RangeProof> range(Archive archive, Manifest manifest) throws IOException {
    boolean isPart = manifest.leaves() instanceof Range && !manifest.isWholeTree();
    if (archive.has(EntryName.RANGE_PROOF) != isPart) {
      throw new Malformed(
          "Expected %s for a part of the tree and only for that, but it is otherwise"
              .formatted(EntryName.RANGE_PROOF));
    }
    if (!(manifest.leaves() instanceof Range range)) {
      return Optional.empty();
    }
    return Optional.of(
        isPart
            ? RangeProofFile.parse(archive.small(EntryName.RANGE_PROOF), range, manifest.treeSize())
            : RangeProof.wholeTree(manifest.treeSize()));
  }

  /** Keys of kinds that this version does not know are passed over: newer logs may have them. */
  private static List<VerifierKey> keys(byte[] bytes) {
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : Utf8.decode(bytes).lines().limit(MOST_KEYS).toList()) {
      try {
        keys.add(VerifierKey.parse(line));
      } catch (Malformed unknown) {
        continue;
      }
    }
    return keys;
  }

  private static void requireSame(String name, Object signed, Object said) {
    if (!signed.equals(said)) {
      throw new Malformed(
          "Expected %s %s in the manifest, as in the checkpoint, but it is %s"
              .formatted(name, signed, said));
    }
  }
}
