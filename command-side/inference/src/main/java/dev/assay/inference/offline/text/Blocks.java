package dev.assay.inference.offline.text;

import dev.assay.inference.offline.text.Sentence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a text into paragraphs, list items and headings; Markdown or plain. */
final class Blocks {
  private static final Pattern BULLET =
      Pattern.compile("^\\s*+(?:[-*•–]|\\d{1,3}+[.)]|\\d{1,3}+(?:\\.\\d{1,3}+)++)\\s++");
  private static final Pattern LABELLED =
      Pattern.compile("^[A-Z][A-Za-z-]*+(?: [A-Za-z-]++){0,3}: .{1,120}+$");
  private static final Pattern RULE = Pattern.compile("^[\\s|:=_*-]++$");
  private static final int HEADING_WORDS = 12;

  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private Kind kind = Kind.PROSE;
  private int lines;

  private Blocks() {}

  record Block(Kind kind, String text) {}

  static List<Block> of(String text) {
    Blocks blocks = new Blocks();
    text.lines().forEach(blocks::line);
    blocks.end();
    return blocks.blocks;
  }

  private void line(String raw) {
    String line = raw.strip();
    if (line.isEmpty() || RULE.matcher(line).matches()) {
      end();
    } else if (line.startsWith("#")) {
      single(Kind.HEADING, line.replaceFirst("^#++\\s*+", ""));
    } else if (line.startsWith("|")) {
      single(Kind.ITEM, line.replace('|', ' ').strip());
    } else if (BULLET.matcher(line).lookingAt()) {
      end();
      kind = Kind.ITEM;
      append(BULLET.matcher(line).replaceFirst(""));
    } else if (LABELLED.matcher(line).matches() && (paragraph.isEmpty() || kind == Kind.ITEM)) {
      end();
      kind = Kind.ITEM;
      append(line);
    } else {
      append(line);
    }
  }

  private void single(Kind only, String text) {
    end();
    if (!text.isBlank()) {
      blocks.add(new Block(only, text.strip()));
    }
  }

  private void append(String line) {
    if (!paragraph.isEmpty()) {
      paragraph.append(' ');
    }
    paragraph.append(line.replace("**", "").replace("__", ""));
    lines++;
  }

  private void end() {
    String text = paragraph.toString().strip();
    if (!text.isEmpty()) {
      boolean heading = kind == Kind.PROSE && lines == 1 && looksLikeHeading(text);
      blocks.add(new Block(heading ? Kind.HEADING : kind, text));
    }
    paragraph.setLength(0);
    kind = Kind.PROSE;
    lines = 0;
  }

  private static boolean looksLikeHeading(String text) {
    return ".!?:;,\"”".indexOf(text.charAt(text.length() - 1)) < 0
        && Words.count(text) <= HEADING_WORDS;
  }
}
