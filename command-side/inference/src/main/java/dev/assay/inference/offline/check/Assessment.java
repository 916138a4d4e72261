package dev.assay.inference.offline.check;

import java.util.List;

/**
 * What a check found for one criterion.
 *
 * @param judged false where no rule applies: then the score counts for nothing
 * @param score 0 to 1
 * @param reason a clause that follows "the brief" or stands alone: "3 statements are not supported"
 */
public record Assessment(boolean judged, double score, String reason, List<Quote> quotes) {
  private static final int MOST_QUOTES = 5;
  private static final double UNDECIDED = 0.5;

  public Assessment {
    score = Math.clamp(score, 0.0, 1.0);
    quotes =
        quotes.size() > MOST_QUOTES
            ? List.copyOf(quotes.subList(0, MOST_QUOTES))
            : List.copyOf(quotes);
  }

  public static Assessment of(double score, String reason, List<Quote> quotes) {
    return new Assessment(true, score, reason, quotes);
  }

  public static Assessment fine(String reason) {
    return new Assessment(true, 1, reason, List.of());
  }

  public static Assessment notJudged(String why) {
    return new Assessment(false, UNDECIDED, why, List.of());
  }
}
