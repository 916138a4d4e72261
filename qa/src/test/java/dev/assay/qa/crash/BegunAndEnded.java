package dev.assay.qa.crash;

import java.util.LinkedHashMap;
import java.util.Map;

/** Things of one kind: each is begun once and ended once, in this order. */
final class BegunAndEnded {
  private final String kind;
  private final Findings findings;
  private final Map<Object, Integer> ends = new LinkedHashMap<>();

  BegunAndEnded(String kind, Findings findings) {
    this.kind = kind;
    this.findings = findings;
  }

  void begin(Object thing, RecordedEvent event) {
    findings.require(
        ends.putIfAbsent(thing, 0) == null, "%s begins %s %s again", event, kind, thing);
  }

  void end(Object thing, RecordedEvent event) {
    Integer before = ends.get(thing);
    findings.require(before != null, "%s ends %s %s, which never began", event, kind, thing);
    findings.require(
        before == null || before == 0, "%s ends %s %s, which had ended", event, kind, thing);
    ends.merge(thing, 1, Integer::sum);
  }

  void requireAllEnded() {
    ends.forEach((thing, times) -> findings.require(times > 0, "%s %s never ended", kind, thing));
  }
}
