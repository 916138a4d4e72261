package dev.assay.inference.offline.text;

import java.util.regex.Pattern;

/** What a reader of a report wants to know; recognised by words, roughly. */
public enum Aspect {
  WHEN(
      "when it happened",
      "\\b(?:\\d{1,2} (?:January|February|March|April|May|June|July|August|September|October"
          + "|November|December)|(?:January|February|March|April|May|June|July|August|September"
          + "|October|November|December) \\d{1,2}|\\d{4}-\\d\\d-\\d\\d|[0-2]?\\d:[0-5]\\d)\\b"),
  IMPACT(
      "what it led to or whom it affects",
      "\\b(?:affect|impact|los[ts]\\b|loss|damage|injur|outage|unavailable|customers|patients|users"
          + "|residents|cost|fail|delay|unable|reduc|increas|found that|result)"),
  CAUSE(
      "why it happened",
      "\\b(?:because|caus|due to|root|trigger|led to|owing to|stemmed|reason|attribut)"),
  ACTION(
      "what was decided or must be done",
      "\\b(?:decid|agree|will\\b|must|shall|should|recommend|plan|introduc|replac|restor|approv"
          + "|return|require|recall|action)");

  private final String question;
  private final Pattern cue;

  Aspect(String question, String cue) {
    this.question = question;
    this.cue = Pattern.compile(cue, Pattern.CASE_INSENSITIVE);
  }

  /** What a sentence of this aspect tells, as a clause: "when it happened". */
  public String question() {
    return question;
  }

  public boolean in(String sentence) {
    return cue.matcher(sentence).find();
  }
}
