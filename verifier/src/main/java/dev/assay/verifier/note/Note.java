package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A text that ends in newline, and signatures of it (C2SP signed-note). */
public record Note(String text, List<NoteSignature> signatures) {
  /** A note larger than this is refused. Sixteen post-quantum signatures need a tenth of it. */
  public static final int MAX_BYTES = 1_000_000;

  private static final int MOST_SIGNATURES = 100;

  public Note {
    requireText(text);
    signatures = List.copyOf(signatures);
    if (signatures.size() > MOST_SIGNATURES) {
      throw new Malformed("Expected at most 100 signatures, but there are " + signatures.size());
    }
  }

  /** Reads a note with at least one signature. */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new Malformed("Expected a note of at most 1 MB, but it has " + bytes.length + " bytes");
    }
    return parse(Utf8.decode(bytes));
  }

  public static Note parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || split + 2 >= note.length() || !note.endsWith("\n")) {
      throw new Malformed(
          "Expected a text, an empty line and signature lines, but the note has another form");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : note.substring(split + 2, note.length() - 1).split("\n", -1)) {
      if (signatures.size() == MOST_SIGNATURES) {
        throw new Malformed("Expected at most 100 signatures, but there are more");
      }
      signatures.add(NoteSignature.parse(line));
    }
    return new Note(note.substring(0, split + 1), signatures);
  }

  /** The same text with one more signature. */
  public Note with(NoteSignature signature) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.add(signature);
    return new Note(text, all);
  }

  /**
   * Those of the keys that signed. Signatures of other keys are passed over.
   *
   * @throws BadSignature if a signature names one of the keys but is not that key's: the note was
   *     changed or put together by somebody else
   */
  public List<VerifierKey> verifiedBy(Collection<VerifierKey> keys) {
    List<VerifierKey> verified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      for (VerifierKey key : keys) {
        if (!key.isNamedBy(signature)) {
          continue;
        }
        if (!key.verifies(text, signature)) {
          throw new BadSignature(key);
        }
        if (!verified.contains(key)) {
          verified.add(key);
        }
      }
    }
    return verified;
  }

  /** The note as it travels. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString();
  }

  public byte[] bytes() {
    return Utf8.encode(toString());
  }

  private static void requireText(String text) {
    if (!text.endsWith("\n")) {
      throw new Malformed("Expected the text of a note to end in newline, but it does not");
    }
    if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new Malformed("Expected no control character in a note but newline, but there is one");
    }
  }
}
