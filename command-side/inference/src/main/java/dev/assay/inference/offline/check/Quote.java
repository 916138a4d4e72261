package dev.assay.inference.offline.check;

/**
 * Words that a finding rests on, and why.
 *
 * @param text without double quotation marks, so that it can stand within them
 */
public record Quote(String text, String note) {
  private static final int LONGEST = 300;

  public Quote {
    text = shortened(text.replaceAll("[\"“”«»]", "'").replaceAll("\\s+", " ").strip());
    note = shortened(note.replaceAll("\\s+", " ").strip());
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(LONGEST - 2));
    return text.substring(0, half ? LONGEST - 2 : LONGEST - 1) + "…";
  }
}
