package dev.assay.query.audit.report;

import dev.assay.query.audit.html.Html;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that people read and print: what came of it, then each obligation, then the proof. */
final class ReportPage {
  private static final String HEAD = "<meta name=\"assay-report-status\" content=\"%s\">\n";

  private final Html html;
  private final ComplianceReport report;

  private ReportPage(ComplianceReport report) {
    this.report = report;
    this.html = Html.page(report.title(), HEAD.formatted(report.status().wire()));
  }

  static String of(ComplianceReport report) {
    return new ReportPage(report).written();
  }

  private String written() {
    html.element("h1", report.title()).element("p", report.source()).element("p", report.about());
    outcome();
    overview();
    html.tag("<h2>Obligations</h2>\n");
    report.obligations().forEach(this::obligation);
    proof();
    return html.tag("</body></html>\n").toString();
  }

  private void outcome() {
    boolean passed = report.status() == ReportStatus.PASSED;
    ComplianceReport.Summary summary = report.summary();
    html.tag("<div class=\"outcome\"><p>Report: <strong class=\"")
        .tag(passed ? "good\">passed" : "bad\">failed")
        .tag("</strong></p><p>")
        .text(
            "%d met, %d not met, %d without occurrence, %d outside the record"
                .formatted(
                    summary.met(),
                    summary.notMet(),
                    summary.noOccurrence(),
                    summary.outsideTheRecord()))
        .tag("</p></div>\n<table>");
    ComplianceReport.Asked asked = report.asked();
    html.row("From", asked.from() == null ? "the beginning" : asked.from().toString())
        .row("To", asked.to() == null ? "the checkpoint below" : "before " + asked.to())
        .row(
            "Execution",
            asked.workflowExecutionId() == null ? "" : asked.workflowExecutionId().toString())
        .row("Events looked at", Long.toString(report.events()))
        .row("Issued", report.issuedAt().toString())
        .row("Issued to", report.issuedBy())
        .tag("</table>\n<p class=\"note\">")
        .text(report.limits())
        .tag("</p>\n");
  }

  private void overview() {
    html.tag("<h2>Overview</h2>\n<table><tr><th>Id</th><th>Status</th><th>Events</th>")
        .tag("<th>Findings</th><th>Obligation</th></tr>\n");
    for (ObligationAnswer one : report.obligations()) {
      html.tag("<tr>").element("td", one.id()).tag("<td>");
      status(one.status());
      html.tag("</td>")
          .element("td", Long.toString(one.events()))
          .element("td", Long.toString(one.findingsTotal()))
          .element("td", one.title())
          .tag("</tr>\n");
    }
    html.tag("</table>\n");
  }

  private void obligation(ObligationAnswer one) {
    html.element("h3", one.id() + ": " + one.title()).tag("<table><tr><th>Status</th><td>");
    status(one.status());
    html.tag("</td></tr>\n")
        .row("Asks", one.asks())
        .row("The record shows", one.shows() == null ? "" : one.shows())
        .row("The organisation shows", one.outside() == null ? "" : one.outside());
    for (FactAnswer fact : one.facts()) {
      html.row(fact.holds() ? "Holds" : "Does not hold", fact.says());
    }
    for (EvidenceAnswer evidence : one.evidence()) {
      html.row(Long.toString(evidence.events()) + " events", evidence(evidence));
    }
    place("First", one.first());
    place("Last", one.last());
    if (one.erased() > 0) {
      html.row(
          "Erased",
          "In %d events something mandatory was there and has been erased; it counts as present."
              .formatted(one.erased()));
    }
    html.tag("</table>\n");
    findings(one);
  }

  private static String evidence(EvidenceAnswer evidence) {
    StringBuilder says =
        new StringBuilder(
            evidence.types().equals(List.of("*")) ? "all" : String.join(", ", evidence.types()));
    evidence.only().forEach((member, value) -> says.append("; only ").append(member + " " + value));
    if (!evidence.mandatory().isEmpty()) {
      says.append("; mandatory: ").append(String.join(", ", evidence.mandatory()));
    }
    evidence
        .expects()
        .forEach((member, values) -> says.append("; expected: ").append(member + " " + values));
    return says.toString();
  }

  private void findings(ObligationAnswer one) {
    if (one.findingsTotal() == 0) {
      return;
    }
    html.element(
            "p",
            "%d events lack something mandatory%s."
                .formatted(
                    one.findingsTotal(),
                    one.findingsTotal() > one.findings().size()
                        ? "; the first " + one.findings().size() + " are"
                        : ""))
        .tag("<table><tr><th>Position</th><th>Event</th><th>What is missing</th></tr>\n");
    for (Finding finding : one.findings()) {
      html.tag("<tr>")
          .element("td", Long.toString(finding.event().position()))
          .element("td", finding.event().type() + "\n" + finding.event().eventId())
          .element(
              "td",
              finding.missing().stream()
                  .map(lack -> lack.member() + ": " + lack.because())
                  .collect(Collectors.joining("\n")))
          .tag("</tr>\n");
    }
    html.tag("</table>\n");
  }

  private void place(String name, @Nullable Place place) {
    if (place != null) {
      html.row(
          name,
          "%s at position %d, %s, event %s"
              .formatted(place.type(), place.position(), place.time(), place.eventId()));
    }
  }

  private void status(ObligationStatus status) {
    switch (status) {
      case MET -> html.tag("<span class=\"good\">met</span>");
      case NOT_MET -> html.tag("<span class=\"bad\">not met</span>");
      case NO_OCCURRENCE -> html.tag("no occurrence");
      case OUTSIDE_THE_RECORD -> html.tag("outside the record");
    }
  }

  private void proof() {
    CoveringCheckpoint checkpoint = report.checkpoint();
    html.tag(
            """
            <h2>Proof</h2>
            <p>This report looked at events that the checkpoint below covers. An export of the same tree
            (<code>assay audit export</code>) holds the same checkpoint or a later one that extends it;
            <code>assay verify</code> shows without this server that the events are in it, unchanged. Each event
            named above is found in it by its id.</p>
            <table>""")
        .row("Tree", checkpoint.origin())
        .row("Events in the tree", Long.toString(checkpoint.treeSize()))
        .row("Root", checkpoint.rootHash())
        .row("Signed", checkpoint.signedAt().toString())
        .row(
            "Witnesses",
            checkpoint.witnesses().isEmpty() ? "none" : String.join(", ", checkpoint.witnesses()))
        .row("Mapping (SHA-256)", report.mapping())
        .tag("</table>\n")
        .element("pre", checkpoint.note());
  }
}
