package dev.assay.domain.workflow.diagram;

/** A text as it is drawn: of bounded length, without characters that XML or a reader minds. */
record Label(String text) {
  private static final int MOST = 40;
  private static final int NARROW = 7;
  private static final int WIDE = 13;

  /** Cut to 40 characters. */
  static Label of(String text) {
    return new Label(cut(visible(text), MOST));
  }

  /** For those who point at it. */
  static String whole(String text) {
    return cut(visible(text), 200);
  }

  /** About as wide as any sans-serif of 12 pixels draws it. */
  int width() {
    return text.codePoints().map(c -> c < 0x2E80 ? NARROW : WIDE).sum();
  }

  private static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Control characters are not allowed in XML; others without a shape can turn a text around. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                visible.appendCodePoint(
                    switch (Character.getType(c)) {
                      case Character.CONTROL,
                          Character.FORMAT,
                          Character.SURROGATE,
                          Character.UNASSIGNED,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          0xFFFD;
                      default -> c;
                    }));
    return visible.toString();
  }
}
