package dev.assay.verifier.tlog;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.note.Note;
import java.util.List;

/** Some lines, an empty line, and a signed checkpoint: the form that both texts have. */
record BeforeCheckpoint(List<String> lines, Note checkpoint) {
  private static final int MOST_LINES = 100;
  private static final int MAX_BYTES = Note.MAX_BYTES + 1_000_000;

  static BeforeCheckpoint parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new Malformed("Expected at most 2 MB, but there are " + bytes.length + " bytes");
    }
    String text = Utf8.decode(bytes);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new Malformed("Expected an empty line before a checkpoint, but there is none");
    }
    List<String> lines = List.of(text.substring(0, split).split("\n", MOST_LINES));
    return new BeforeCheckpoint(lines, Note.parse(text.substring(split + 2)));
  }
}
