package dev.assay.replay.engine;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Why a start was refused, as what followed from it tells. A refusal is no event, but the task, the
 * verdict or the revision that failed because of it carries its words.
 */
public final class RecordedRefusal {
  /** Stands for the words of a refusal, to see where a process puts them. */
  private static final String PROBE = "\u0001why\u0001";

  private RecordedRefusal() {}

  /** A refusal in words that are found again. */
  public static CommandRejected probe() {
    return new CommandRejected(RejectionCode.INVALID_STATE, PROBE);
  }

  /**
   * The refusal that an append followed from.
   *
   * @param command what a process sends after {@link #probe}
   * @param append what the record has of that command
   * @return null where the append carries no words of a refusal
   */
  public static @Nullable CommandRejected of(Object command, Append append) {
    DomainEvent event = append.first().event();
    return switch (command) {
      case FailTask fail when event instanceof TaskFailed failed ->
          refusal(failed.error().status(), words(fail.error().detail(), failed.error().detail()));
      case RecordVerdict verdict when event instanceof VerdictRecorded recorded ->
          refusal(
              RejectionCode.INVALID_STATE.status(),
              words(verdict.verdict().reason(), recorded.verdict().reason()));
      case FailRevision fail when event instanceof RevisionFailed failed ->
          refusal(RejectionCode.INVALID_STATE.status(), words(fail.reason(), failed.reason()));
      default -> null;
    };
  }

  private static CommandRejected refusal(int status, String words) {
    RejectionCode code =
        Arrays.stream(RejectionCode.values())
            .filter(one -> one.status() == status)
            .findFirst()
            .orElse(RejectionCode.INTERNAL);
    return new CommandRejected(code, words);
  }

  /** What stands in the recorded text where the probe stands in the other. */
  private static String words(@Nullable String withProbe, @Nullable String recorded) {
    if (withProbe == null || recorded == null) {
      return "";
    }
    int at = withProbe.indexOf(PROBE);
    if (at < 0 || recorded.length() < at) {
      return recorded;
    }
    int after = withProbe.length() - at - PROBE.length();
    return recorded.substring(at, Math.max(at, recorded.length() - after));
  }
}
