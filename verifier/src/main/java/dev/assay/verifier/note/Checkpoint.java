package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Decimal;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import dev.assay.verifier.merkle.Hash;
import java.util.List;

/** A tree head: which log, how many leaves, which root (C2SP tlog-checkpoint). */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_EXTENSIONS = 16;

  public Checkpoint {
    requireLine(origin);
    extensions = List.copyOf(extensions);
    extensions.forEach(Checkpoint::requireLine);
    if (size < 0 || extensions.size() > MOST_EXTENSIONS) {
      throw new Malformed("Expected a size from 0 and at most 16 extension lines");
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /** Reads the text of a note. */
  public static Checkpoint parse(String body) {
    List<String> lines = List.of(body.split("\n", -1));
    if (lines.size() < 4 || !lines.get(lines.size() - 1).isEmpty()) {
      throw new Malformed(
          "Expected a checkpoint of three lines or more (origin, size, root), but it has another form");
    }
    return new Checkpoint(
        lines.get(0),
        Decimal.parse(lines.get(1)),
        Hash.fromBase64(lines.get(2)),
        lines.subList(3, lines.size() - 1));
  }

  /** The text that is signed; a checkpoint has exactly one. */
  public String body() {
    StringBuilder body = new StringBuilder();
    body.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> body.append(line).append('\n'));
    return body.toString();
  }

  private static void requireLine(String line) {
    boolean isLine =
        !line.isEmpty()
            && line.length() <= LONGEST_LINE
            && line.chars().noneMatch(c -> c < 0x20)
            && line.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    if (!isLine) {
      throw new Malformed(
          "Expected a line of 1 to 1000 characters in a checkpoint, but found '"
              + Shown.of(line)
              + "'");
    }
  }
}
