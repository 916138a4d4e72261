package dev.assay.api.whatif;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question.
 *
 * @param reason why it is not comparable; else null
 * @param passed whether the candidate came to a good end, every validation of it accepted, on
 *     answers of the record alone
 * @param comparability the share of the inputs since the fork (model answers, people's decisions)
 *     that the record had for equal requests: 0 to 1, 1 where none was needed
 * @param fromRecord inputs since the fork that the record had
 * @param mocked those that were made up
 * @param blocked those that nobody gave
 * @param misses the first of the mocked and blocked ones
 * @param notApplicable controls of people (pause, cancel, …) that the candidate refused or had no
 *     use for
 * @param observed what the record says
 * @param replayed the same run again with nothing changed
 * @param candidate run again with the changes
 * @param differences between the lanes; empty where nothing is different
 */
public record WhatIfReport(
    Conclusion conclusion,
    @Personal @Nullable String reason,
    boolean passed,
    double comparability,
    int fromRecord,
    int mocked,
    int blocked,
    List<Miss> misses,
    @Clear List<String> notApplicable,
    Lane observed,
    Lane replayed,
    Lane candidate,
    List<Difference> differences) {

  /** What can be said of the candidate. */
  public enum Conclusion {
    /** It decides as was decided; cost and time may be different. */
    SAME,
    /** It decides otherwise: status, outputs, tasks or verdicts are different. */
    DIFFERENT,
    /**
     * Something in it was not of the record, or the record does not replay: look, but do not count.
     */
    NOT_COMPARABLE
  }

  /**
   * An input that the record does not have.
   *
   * @param kind {@code model-answer} or {@code review-decision}
   * @param agent whose call it was; null for a review
   * @param place the task, and the validator and round where it was a judge's or a revision's
   * @param requestHash by which the record was searched
   */
  public record Miss(
      @Clear String kind,
      @Clear @Nullable String agent,
      @Clear @Nullable String model,
      @Clear String place,
      @Clear String requestHash,
      boolean mocked) {}

  /**
   * Something that is not the same in all lanes.
   *
   * @param what of which part, such as {@code status} or {@code tasks//do/1/check/1/output}
   * @param observed as JSON; null where that lane has nothing there
   */
  public record Difference(
      Kind kind,
      @Clear String what,
      @Personal @Nullable String observed,
      @Personal @Nullable String replayed,
      @Personal @Nullable String candidate) {

    /** What it is about. */
    public enum Kind {
      STATUS,
      OUTPUT,
      TASK,
      VERDICT,
      COST,
      TIME
    }
  }

  public WhatIfReport {
    misses = List.copyOf(misses);
    notApplicable = List.copyOf(notApplicable);
    differences = List.copyOf(differences);
  }
}
