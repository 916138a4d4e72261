package dev.assay.domain;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** Matches refusals by code and words. */
public final class Refused {
  private Refused() {}

  /** A refusal with this code whose message begins with "Expected" and contains the words. */
  public static Matcher<Throwable> with(RejectionCode code, String words) {
    return new CustomTypeSafeMatcher<>("refusal " + code + " that says '" + words + "'") {
      @Override
      protected boolean matchesSafely(Throwable thrown) {
        return thrown instanceof CommandRejected rejected
            && rejected.code() == code
            && String.valueOf(rejected.getMessage()).startsWith("Expected")
            && String.valueOf(rejected.getMessage()).contains(words);
      }
    };
  }
}
