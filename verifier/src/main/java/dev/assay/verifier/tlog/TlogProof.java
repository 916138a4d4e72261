package dev.assay.verifier.tlog;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Decimal;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.util.List;

/**
 * Shows that an entry is in a log, with all that is needed to check it (C2SP tlog-proof).
 *
 * @param extra base 64 of bytes that nothing vouches for; empty for none
 */
public record TlogProof(String extra, long index, List<Hash> path, Note checkpoint) {
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  public TlogProof {
    path = List.copyOf(path);
    CanonicalBase64.decode(extra);
  }

  public TlogProof(long index, List<Hash> path, Note checkpoint) {
    this("", index, path, checkpoint);
  }

  public static TlogProof parse(byte[] bytes) {
    BeforeCheckpoint parts = BeforeCheckpoint.parse(bytes);
    List<String> lines = parts.lines();
    boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
    int indexLine = hasExtra ? 2 : 1;
    boolean hasForm =
        lines.get(0).equals(FIRST_LINE)
            && lines.size() > indexLine
            && lines.get(indexLine).startsWith(INDEX)
            && !(hasExtra && lines.get(1).equals(EXTRA));
    if (!hasForm) {
      throw new Malformed(
          "Expected '%s', an index and a proof, but the lines have another form"
              .formatted(FIRST_LINE));
    }
    return new TlogProof(
        hasExtra ? lines.get(1).substring(EXTRA.length()) : "",
        Decimal.parse(lines.get(indexLine).substring(INDEX.length())),
        HashLines.parse(lines.subList(indexLine + 1, lines.size())),
        parts.checkpoint());
  }

  /** Whether the entry is where the proof says in the tree of its checkpoint. Not: who signed. */
  public boolean verifies(byte[] entry) {
    Checkpoint head = Checkpoint.parse(checkpoint.text());
    return new InclusionProof(index, head.size(), path).verifies(Hash.ofLeaf(entry), head.root());
  }

  /** The proof as it travels. */
  @Override
  public String toString() {
    return FIRST_LINE
        + "\n"
        + (extra.isEmpty() ? "" : EXTRA + extra + "\n")
        + INDEX
        + index
        + "\n"
        + HashLines.write(path)
        + "\n"
        + checkpoint;
  }
}
