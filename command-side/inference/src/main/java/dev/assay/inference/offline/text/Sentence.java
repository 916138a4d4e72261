package dev.assay.inference.offline.text;

import java.util.List;

/**
 * One sentence of a text.
 *
 * @param index its place in the text, from 0
 * @param block the paragraph, item or heading it stands in, from 0
 * @param stems its content words, stemmed, in order, without stop words
 */
public record Sentence(int index, int block, Kind kind, String text, List<String> stems) {
  /** Where a sentence stands. */
  public enum Kind {
    HEADING,
    PROSE,
    /** An item of a list, a row of a table, or a line such as {@code Date: 4 March}. */
    ITEM
  }

  public Sentence {
    stems = List.copyOf(stems);
  }

  public int wordCount() {
    return Words.count(text);
  }
}
