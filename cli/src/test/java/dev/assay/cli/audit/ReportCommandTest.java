package dev.assay.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportCommandTest {
  private static final String REPORT =
      """
      {"format": "assay-report/1", "title": "A law", "status": "%s", "events": 12, "limits": "No advice",
       "checkpoint": {"treeSize": 14},
       "obligations": [
         {"id": "Art. 1", "title": "One", "status": "met", "events": 7, "findingsTotal": 0, "facts": [], "findings": []},
         {"id": "Art. 2", "title": "Two", "status": "%s", "events": 5, "findingsTotal": 11,
          "facts": [{"fact": "complete", "holds": false, "says": "Expected an event at each place"}],
          "findings": [{"event": {"position": 9, "eventId": "e9", "type": "review.decided"},
            "missing": [{"member": "/reasonCode", "because": "Expected a value, but it is \\u001b[31mblank"}]}]}]}""";

  @TempDir Path folder;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli();

  @BeforeEach
  void serve() {
    cli =
        new Cli()
            .with("ASSAY_URL", server.url())
            .with("ASSAY_TOKEN", "token")
            .with("HOME", folder.toString());
    server.on("GET /api/v1/audit/reports/gdpr", answer("passed", "met"));
    server.on("GET /api/v1/audit/reports/nis2", answer("failed", "not-met"));
    server.on(
        "GET /api/v1/audit/reports",
        Answer.json(200, "{\"items\": [{\"framework\": \"gdpr\"}, {\"framework\": \"nis2\"}]}"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldShowATableAndAnswerZeroWhereNothingIsMissing() {
    Cli.Result result = cli.run("audit", "report", "gdpr");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("A law  passed", "ID      STATUS", "Art. 1  met", "12 events", "size 14");
  }

  @Test
  void shouldAnswerOneAndNameWhatIsMissingWhereItFailed() {
    Cli.Result result = cli.run("audit", "report", "nis2");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("A law  failed", "Expected an event at each place")
        .contains("position 9, review.decided e9: /reasonCode: Expected a value, but it is")
        .contains("and 10 more events")
        .doesNotContain("\u001b");
  }

  @Test
  void shouldAskForAPeriodAndAnExecution() {
    cli.run(
        "audit",
        "report",
        "gdpr",
        "--from",
        "2026-11-01T00:00:00+01:00",
        "--to",
        "2026-12-01T00:00:00Z",
        "--execution",
        "018f0000-0000-7000-8000-000000000003");
    assertThat(server.asked("GET /api/v1/audit/reports/gdpr").query())
        .isEqualTo(
            "format=json&from=2026-11-01T00%3A00%3A00%2B01%3A00&to=2026-12-01T00%3A00%3A00Z"
                + "&workflowExecutionId=018f0000-0000-7000-8000-000000000003");
  }

  @Test
  void shouldPrintOrWriteTheWholeReport() {
    Cli.Result printed = cli.run("audit", "report", "nis2", "--json");
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(printed.out()).at("/format").stringValue())
        .isEqualTo("assay-report/1");
    Path file = folder.resolve("report.json");
    Cli.Result written = cli.run("audit", "report", "gdpr", "--out", file.toString());
    assertThat(written.exitCode()).isZero();
    assertThat(written.out()).contains("gdpr passed");
    assertThat(file).content().contains("assay-report/1");
  }

  @Test
  void shouldTellWhatAPageCameTo() {
    page("nis2", "failed");
    page("gdpr", "passed");
    Path out = folder.resolve("pages");
    Cli.Result result =
        cli.run("audit", "report", "--all", "--format", "html", "--out", out.toString());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.out()).contains("gdpr passed", "nis2 failed");
    assertThat(out.resolve("nis2.html")).content().contains("failed");
    assertThat(server.asked("GET /api/v1/audit/reports/nis2").header("Accept"))
        .isEqualTo("text/html");
    server.on("GET /api/v1/audit/reports/gdpr", new Answer(200, Map.of(), "Hello"));
    assertThat(cli.run("audit", "report", "gdpr", "--format", "html").exitCode()).isEqualTo(3);
  }

  @Test
  void shouldMakeAReportOfEachFramework() {
    Cli.Result result = cli.run("audit", "report", "--all");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("A law  passed", "A law  failed");
  }

  @Test
  void shouldAnswerWrongUseWithTwoAndARefusalWithOne() {
    assertThat(cli.run("audit", "report").exitCode()).isEqualTo(2);
    assertThat(cli.run("audit", "report", "gdpr", "--all").exitCode()).isEqualTo(2);
    assertThat(cli.run("audit", "report", "gdpr", "--format", "pdf").exitCode()).isEqualTo(2);
    assertThat(cli.run("audit", "report", "gdpr", "--json", "--format", "html").exitCode())
        .isEqualTo(2);
    assertThat(cli.run("audit", "report", "--all", "--format", "html").exitCode()).isEqualTo(2);
    assertThat(cli.run("audit", "report", "iso9001").exitCode()).isEqualTo(1);
    server.close();
    assertThat(cli.run("audit", "report", "gdpr").exitCode()).isEqualTo(3);
  }

  private void page(String framework, String status) {
    server.on(
        "GET /api/v1/audit/reports/" + framework,
        new Answer(
            200,
            Map.of("Content-Type", "text/html"),
            "<meta name=\"assay-report-status\" content=\"" + status + "\">"));
  }

  private static Answer answer(String status, String obligation) {
    return Answer.json(200, REPORT.formatted(status, obligation));
  }
}
