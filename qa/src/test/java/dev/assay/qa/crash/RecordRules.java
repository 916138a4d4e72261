package dev.assay.qa.crash;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All that must hold of the record when nothing is in flight any more. */
final class RecordRules {
  private RecordRules() {}

  /**
   * What is wrong, in words.
   *
   * @param events by position, those without a place last
   * @param answers what each Idempotency-Key was answered with, each time it was used
   */
  static List<String> findings(List<RecordedEvent> events, Map<String, List<UUID>> answers) {
    Findings findings = new Findings();
    OrderRules.check(events, findings);
    WorkRules.check(events, findings);
    ExecutionRules.check(events, answers, findings);
    return findings.all();
  }
}
