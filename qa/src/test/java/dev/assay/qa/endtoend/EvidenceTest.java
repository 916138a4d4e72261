package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an auditor fetches from a running server with the packaged program, and checks with it. */
@ExtendWith(OneServer.Extension.class)
class EvidenceTest {
  private final OneServer server;

  EvidenceTest(OneServer server) {
    this.server = server;
  }

  @Test
  void shouldFetchEvidenceThatVerifies(@TempDir Path folder) throws IOException {
    Program program = auditor(folder);
    Api api = server.api();
    String execution =
        Examples.start(api, server.workflowId(), Examples.input(Examples.ACCEPTED_AT_ONCE));
    Examples.awaitStatus(api, execution, "COMPLETED");

    Program.Ended exported = program.run("audit", "export", "--out", "all.zip", "--json");

    assertThat(exported.exitCode()).as(exported.toString()).isZero();
    JsonNode said = JsonMapper.shared().readTree(exported.out());
    assertThat(said.get("events").longValue()).isGreaterThan(20);
    assertThat(program.run("verify", "all.zip").out())
        .contains("key from known-logs")
        .endsWith("VERIFIED\n");
    for (String[] scope :
        new String[][] {
          {"--execution", execution}, {"--aggregate", execution}, {"--from", "5", "--to", "25"}
        }) {
      String[] command = {"audit", "export", "--out", "part.zip"};
      assertThat(program.run(joined(command, scope)).exitCode()).isZero();
      assertThat(program.run("verify", "part.zip").exitCode()).isZero();
    }

    Program.Ended dossier = program.run("audit", "dossier", execution, "--out", "dossier.json");
    assertThat(dossier.exitCode()).as(dossier.toString()).isZero();
    Program.Ended verified = program.run("verify", "dossier.json");
    assertThat(verified.exitCode()).as(verified.toString()).isZero();
    Path file = folder.resolve("dossier.json");
    JsonNode told = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(told.at("/outcome/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(told.at("/modelCalls").size()).isPositive();
    assertThat(told.toString()).doesNotContain("\"sealed:1:");
    assertThat(program.run("audit", "dossier", execution, "--out", "d.html", "--html").exitCode())
        .isZero();
    assertThat(folder.resolve("d.html")).content().contains("Drafts and verdicts");

    // The control.
    Files.writeString(file, Files.readString(file).replaceFirst("COMPLETED", "CANCELLED"));
    assertThat(program.run("verify", "dossier.json").exitCode()).isEqualTo(1);
    assertThat(program.run("audit", "dossier", "not-an-id", "--out", "x").exitCode()).isEqualTo(2);
  }

  private Program auditor(Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ASSAY_URL", server.url());
    environment.put("ASSAY_TOKEN", server.with("auditor").token());
    environment.put("HOME", folder.toString());
    return new Program(folder, environment);
  }

  private static String[] joined(String[] first, String[] second) {
    String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
