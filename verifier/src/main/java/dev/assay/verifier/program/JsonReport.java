package dev.assay.verifier.program;

import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.json.JsonText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for programs; docs/reference/bundle.md lists its members. */
public final class JsonReport {
  private JsonReport() {}

  public static String of(Path bundle, Report report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("verified", report.isVerified());
    members.put("bundle", bundle);
    members.putAll(report.facts());
    report.firstBad().ifPresent(bad -> members.put("firstBad", bad.members()));
    members.put("checks", List.copyOf(report.findings().stream().map(f -> f.members()).toList()));
    return JsonText.of(members);
  }
}
