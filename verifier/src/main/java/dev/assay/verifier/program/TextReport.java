package dev.assay.verifier.program;

import dev.assay.verifier.bundle.Finding;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.encoding.Shown;
import java.nio.file.Path;
import java.util.Map;

/** A report for people. */
public final class TextReport {
  private TextReport() {}

  public static String of(Path bundle, Report report) {
    StringBuilder text = new StringBuilder();
    line(text, "bundle", bundle.toString());
    for (String fact : new String[] {"log", "tenant", "treeSize", "root"}) {
      if (report.facts().containsKey(fact)) {
        line(text, fact.equals("treeSize") ? "events" : fact, report.facts().get(fact).toString());
      }
    }
    text.append('\n');
    report.findings().forEach(finding -> text.append(finding(finding)));
    said(text, report);
    if (Boolean.FALSE.equals(report.facts().get("originProven"))) {
      text.append(
          """

          WARNING: the origin is UNPROVEN. The bundle was checked with the key that it brings
          itself; whoever made the bundle may have made the key. Get the log's key from
          somebody whom you trust and give it with --key.
          """);
    }
    return text.append('\n').append(verdict(report)).append('\n').toString();
  }

  private static String finding(Finding finding) {
    String mark =
        switch (finding.outcome()) {
          case PASSED -> "ok    ";
          case FAILED -> "FAILED";
          case SKIPPED -> "-     ";
        };
    String where = finding.place().map(place -> place + ": ").orElse("");
    return "  %s  %-10s %s%n"
        .formatted(mark, finding.check(), Shown.whole(where + finding.message()));
  }

  /** What the exporter wrote into the manifest, which nobody signed. */
  private static void said(StringBuilder text, Report report) {
    if (!(report.facts().get("said") instanceof Map<?, ?> said)) {
      return;
    }
    text.append("\nsaid by the exporter, not proven:\n");
    for (String name : new String[] {"scope", "exportedAt", "program"}) {
      Object value = said.get(name);
      if (value != null) {
        text.append("  ").append(name).append(": ").append(Shown.of(value.toString())).append('\n');
      }
    }
  }

  private static String verdict(Report report) {
    if (report.isVerified()) {
      return "VERIFIED";
    }
    return report
        .firstBad()
        .map(bad -> "DOES NOT VERIFY: " + bad.check() + " failed")
        .orElse("DOES NOT VERIFY");
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-8s%s%n".formatted(name, Shown.of(value)));
  }
}
