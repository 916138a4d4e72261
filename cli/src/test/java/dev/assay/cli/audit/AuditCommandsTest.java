package dev.assay.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandsTest {
  /** Of something else. */
  private static final String SHA256 =
      "5e3d0b1d1a1b1f4a0e5e7b1d7e1e2b55cc4fbb2b5a5b9c7a9a3f3f3d1c0b0a09";

  private static final String STATUS =
      """
      {"status": "%s", "scope": {"kind": "tenant"}, "events": {"written": 3, "total": 3}, "treeSize": 9,
       "sha256": "%s", "failure": %s}""";

  @TempDir Path folder;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli();
  private Path out = Path.of(".");

  @BeforeEach
  void serve() {
    cli =
        new Cli()
            .with("ASSAY_URL", server.url())
            .with("ASSAY_TOKEN", "token")
            .with("HOME", folder.toString());
    out = folder.resolve("out.zip");
    server.on("GET /api/v1/audit/public-key", text(aKey()));
    server.on("POST /api/v1/audit/exports", Answer.json(202, "{\"exportId\": \"e1\"}"));
    server.on("GET /api/v1/audit/exports/e1", status("COMPLETED", sha256("bundle"), "null"));
    server.on(
        "GET /api/v1/audit/exports/e1/content",
        new Answer(200, Map.of("Content-Type", "application/zip"), "bundle"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldFetchABundleAndRememberTheLog() throws IOException {
    Cli.Result result = cli.run("audit", "export", "--out", out.toString(), "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(out).hasContent("bundle");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-------");
    assertThat(JsonMapper.shared().readTree(result.out()).at("/events").intValue()).isEqualTo(3);
    assertThat(result.err()).contains("Met the log log.example");
    assertThat(server.asked("POST /api/v1/audit/exports").body())
        .isEqualTo("{\"scope\":{\"kind\":\"tenant\"}}");
    assertThat(cli.run("audit", "export", "--out", out.toString()).err())
        .doesNotContain("Met the log");
  }

  @Test
  void shouldRefuseALogThatChangedItsKey() {
    cli.run("audit", "export", "--out", out.toString());
    server.on("GET /api/v1/audit/public-key", text(aKey()));
    int before = server.asked().size();

    Cli.Result result = cli.run("audit", "export", "--out", out.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Expected the log log.example to have a key");
    assertThat(server.asked()).hasSize(before + 1);
  }

  @Test
  void shouldAskForAPart() {
    export("--execution", "018f0000-0000-7000-8000-000000000001");
    assertThat(asked())
        .contains("\"execution\"", "\"executionId\":\"018f0000-0000-7000-8000-000000000001\"");
    export("--aggregate", "018f0000-0000-7000-8000-000000000002");
    assertThat(asked()).contains("\"aggregate\"");
    export("--from", "5", "--to", "9", "--withhold", "payload,review.decided");
    assertThat(asked())
        .isEqualTo(
            "{\"scope\":{\"kind\":\"positions\",\"from\":5,\"to\":9},\"withhold\":[\"payload\",\"review.decided\"]}");
  }

  @Test
  void shouldFetchADossierOrItsPage() {
    String id = "018f0000-0000-7000-8000-000000000003";
    server.on("GET /api/v1/audit/executions/" + id + "/dossier", text("{}"));

    Cli.Result result =
        cli.run("audit", "dossier", id, "--out", out.toString(), "--withhold", "payload", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(out).hasContent("{}");
    var asked = server.asked("GET /api/v1/audit/executions/" + id + "/dossier");
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    cli.run("audit", "dossier", id, "--out", out.toString(), "--html");
    asked = server.asked("GET /api/v1/audit/executions/" + id + "/dossier");
    assertThat(asked.header("Accept")).isEqualTo("text/html");
    assertThat(cli.run("audit", "dossier", "x", "--out", out.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void shouldSayWhyAnExportFailed() {
    server.on("GET /api/v1/audit/exports/e1", status("FAILED", "", "\"Expected room\""));
    Cli.Result result = cli.run("audit", "export", "--out", out.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Expected room");
    assertThat(out).doesNotExist();
  }

  @Test
  void shouldNotTakeAFileThatArrivedAsAnother() {
    server.on("GET /api/v1/audit/exports/e1", status("COMPLETED", SHA256, "null"));
    assertThat(cli.run("audit", "export", "--out", out.toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldAnswerWrongUseWithTwoAndNobodyThereWithThree() {
    assertThat(cli.run("audit").exitCode()).isEqualTo(2);
    assertThat(cli.run("audit", "export").exitCode()).isEqualTo(2);
    assertThat(
            cli.run(
                    "audit",
                    "export",
                    "--out",
                    out.toString(),
                    "--from",
                    "1",
                    "--aggregate",
                    "018f0000-0000-7000-8000-000000000002")
                .exitCode())
        .isEqualTo(2);
    server.close();
    assertThat(cli.run("audit", "export", "--out", out.toString()).exitCode()).isEqualTo(3);
  }

  private void export(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"audit", "export", "--out", out.toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    Cli.Result result = cli.run(all);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private String asked() {
    return server.asked("POST /api/v1/audit/exports").body();
  }

  private static Answer status(String status, String sha256, String failure) {
    return Answer.json(200, STATUS.formatted(status, sha256, failure));
  }

  private static Answer text(String body) {
    return new Answer(200, Map.of("Content-Type", "text/plain"), body + "\n");
  }

  private static String aKey() {
    return NoteSigner.generate("log.example", SignatureType.ED25519, new SecureRandom())
        .verifierKey()
        .toString();
  }

  private static String sha256(String text) {
    return java.util.HexFormat.of()
        .formatHex(
            dev.assay.verifier.merkle.Hash.sha256(
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .bytes());
  }
}
