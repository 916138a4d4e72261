package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds where a judge's quote is in the content that was judged. */
public final class QuotePlace {
  private QuotePlace() {}

  /**
   * The evidence with the first place of its quote, whatever white space is between its words; as
   * it is where it has a place, or where the quote is nowhere.
   */
  public static Evidence located(Evidence evidence, JsonNode content) {
    if (evidence.start() != null || evidence.quote().isBlank()) {
      return evidence;
    }
    String words =
        Arrays.stream(evidence.quote().strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    Matcher matcher = Pattern.compile(words).matcher(ContentText.of(content));
    return matcher.find()
        ? new Evidence(evidence.quote(), matcher.start(), matcher.end(), evidence.note())
        : evidence;
  }
}
