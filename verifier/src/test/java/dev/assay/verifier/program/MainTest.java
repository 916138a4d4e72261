package dev.assay.verifier.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.json.JsonTree;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  private final Random random = new Random(13);
  private final TestLog log =
      new TestLog(
          TestLog.logKey("assay.example", random),
          List.of(TestLog.witnessKey("w.example", random)));
  private final TestTenant tenant = TestTenant.random(random, 9);
  private final String key = log.key().toString();
  private final String witness = log.witnessKeys().getFirst().toString();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String bundle = "";

  @BeforeEach
  void writeBundle() throws IOException {
    bundle = TestBundle.whole(log, tenant).write(folder.resolve("b.zip")).toString();
  }

  @Test
  void shouldSayThatABundleVerifies() {
    assertThat(run(Map.of(), "--key", key, bundle)).isZero();
    assertThat(out.toString())
        .startsWith("bundle  " + bundle + "\n")
        .contains("log     assay.example\n", "events  9\n", "  ok      structure", "\nVERIFIED\n")
        .contains("said by the exporter, not proven:", "program: assay test")
        .doesNotContain("WARNING");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongAndWhere() throws IOException {
    String spoilt = spoilt();
    assertThat(run(Map.of(), spoilt, "--key=" + key)).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAILED  events", "line 3, index 2, event " + tenant.events().get(2).eventId())
        .endsWith("\nDOES NOT VERIFY: events failed\n");
  }

  @Test
  void shouldReportAsJson() throws IOException {
    assertThat(run(Map.of(), "--json", spoilt(), "--key", key)).isEqualTo(1);
    Map<String, Object> report =
        JsonTree.parseObject(out.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(report)
        .containsEntry("verified", false)
        .containsEntry("log", "assay.example")
        .containsEntry("treeSize", 9L)
        .containsEntry("keySource", "--key")
        .containsEntry("originProven", true)
        .containsKeys("bundle", "tenant", "root", "leaves", "key", "said", "firstBad", "checks");
    Map<String, Object> firstBad = JsonTree.asObject(report.getOrDefault("firstBad", ""));
    assertThat(firstBad)
        .containsEntry("check", "events")
        .containsEntry("outcome", "failed")
        .containsEntry(
            "at",
            Map.of(
                "entry",
                "events.ndjson",
                "line",
                3L,
                "index",
                2L,
                "eventId",
                tenant.events().get(2).eventId().toString()));
    assertThat((List<?>) report.get("checks"))
        .extracting(check -> JsonTree.asObject(check).get("check"))
        .containsExactly(
            "structure", "signature", "log", "witnesses", "events", "tree", "previous");
  }

  @Test
  void shouldWarnWhereOnlyTheBundleVouchesForItsKey() {
    assertThat(run(Map.of("HOME", folder.toString()), bundle)).isZero();
    assertThat(out.toString()).contains("WARNING: the origin is UNPROVEN");
  }

  @Test
  void shouldTakeTheKeyFromTheEnvironment() {
    assertThat(run(Map.of("ASSAY_LEDGER_KEY", key), bundle)).isZero();
    assertThat(out.toString()).contains("key from ASSAY_LEDGER_KEY").doesNotContain("WARNING");
  }

  @Test
  void shouldPreferTheOptionToTheEnvironment() {
    String other = TestLog.logKey("assay.example", random).verifierKey().toString();
    assertThat(run(Map.of("ASSAY_LEDGER_KEY", other), bundle)).isEqualTo(1);
    assertThat(run(Map.of("ASSAY_LEDGER_KEY", other), bundle, "--key", key)).isZero();
  }

  @Test
  void shouldKnowLogsThatWereMet() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home/.assay"));
    Files.writeString(home.resolve("known-logs"), "# met\n" + key + "\n");
    Map<String, String> environment = Map.of("HOME", folder.resolve("home").toString());
    assertThat(run(environment, bundle)).isZero();
    assertThat(out.toString()).contains("key from known-logs");

    Path file = Files.writeString(folder.resolve("logs"), changedKey());
    assertThat(run(environment, bundle, "--known-logs", file.toString())).isEqualTo(1);
  }

  @Test
  void shouldReadKeysFromFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "# ours\n" + key + "\n");
    assertThat(run(Map.of(), bundle, "--key", file.toString())).isZero();
  }

  @Test
  void shouldAskForAllWitnessesUnlessToldOtherwise() {
    String absent = TestLog.witnessKey("absent.example", random).verifierKey().toString();
    assertThat(run(Map.of(), bundle, "--key", key, "--witness", witness)).isZero();
    assertThat(run(Map.of(), bundle, "--key", key, "--witness", witness, "--witness", absent))
        .isEqualTo(1);
    assertThat(
            run(
                Map.of(),
                bundle,
                "--key",
                key,
                "--witness",
                witness,
                "--witness",
                absent,
                "--min-witnesses",
                "1"))
        .isZero();
  }

  @Test
  void shouldCompareWithAKeptCheckpointOrBundle() throws IOException {
    TestBundle later = TestBundle.whole(log, new TestTenant(tenant.pseudonym(), tenant.events()));
    Path checkpoint =
        Files.write(
            folder.resolve("kept"), TestBundle.whole(log, tenant.first(4)).get("checkpoint"));
    Path file = later.write(folder.resolve("later.zip"));
    assertThat(run(Map.of(), file.toString(), "--key", key, "--previous", checkpoint.toString()))
        .isZero();
    assertThat(out.toString()).contains("begins with the 4 events that were known before");
    assertThat(run(Map.of(), file.toString(), "--key", key, "--previous", bundle)).isZero();
  }

  @Test
  void shouldNotLetABundleSteerTheTerminal() throws IOException {
    TestBundle hostile = TestBundle.whole(log, tenant);
    String manifest = hostile.text("manifest.json");
    String scope = "{\"kind\":\"\\u001b[2J\\u202e" + "x".repeat(300) + "\"}";
    hostile.put("manifest.json", manifest.replace("{\"kind\":\"tenant\"}", scope));
    assertThat(run(Map.of(), hostile.write(folder.resolve("h.zip")).toString(), "--key", key))
        .isZero();
    assertThat(out.toString()).contains("scope: {kind=?[2J?x").doesNotContain("\u001b", "\u202e");
    assertThat(out.toString().lines().filter(line -> line.contains("scope")))
        .allMatch(line -> line.length() < 140);

    hostile.put("manifest.json", manifest.replace("assay.example/", "\\u001b[2J/"));
    assertThat(run(Map.of(), hostile.write(folder.resolve("h.zip")).toString(), "--key", key))
        .isEqualTo(1);
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void shouldHelp() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString()).isEqualTo(Main.USAGE);
  }

  @Test
  void shouldRefuseWrongUse() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[1_000_001]);
    wrongUse("Expected one bundle, but there are 0");
    wrongUse("Expected one bundle, but there are 2", bundle, bundle);
    wrongUse("Expected a bundle at " + folder + ", but there is no file", folder.toString());
    wrongUse("Expected an option that exists, but found --nothing", bundle, "--nothing");
    wrongUse("Expected a value after --key, but there is none", bundle, "--key");
    wrongUse("Expected a number after --min-witnesses, but found 'x'", "--min-witnesses=x");
    wrongUse("and there is no file of that name", bundle, "--key", "x");
    wrongUse("is for another use", bundle, "--key", witness);
    wrongUse("is for another use", bundle, "--witness", key);
    wrongUse("at least as many witness keys", bundle, "--key", key, "--min-witnesses", "1");
    wrongUse("Expected a file", bundle, "--previous", folder.resolve("none").toString());
    wrongUse("Expected a file", bundle, "--known-logs", folder.resolve("none").toString());
    wrongUse("at most 1 MB", bundle, "--key", large.toString());
    String padding = "#".repeat(1_000_000 - key.length() - 2);
    Path largest = Files.writeString(folder.resolve("largest"), padding + "\n" + key + "\n");
    assertThat(Files.size(largest)).isEqualTo(1_000_000);
    assertThat(run(Map.of(), bundle, "--key", largest.toString())).isZero();
    wrongUse("at most 1 MB", bundle, "--previous", large.toString());
    Path full = Files.write(folder.resolve("full"), new byte[1_000_000]);
    wrongUse("Expected a text, an empty line", bundle, "--previous", full.toString());
  }

  private void wrongUse(String message, String... args) {
    err.getBuffer().setLength(0);
    assertThat(run(Map.of("HOME", folder.toString()), args)).as(message).isEqualTo(2);
    assertThat(err.toString()).startsWith("assay-verifier: ").contains(message, "Try --help.");
  }

  private int run(Map<String, String> environment, String... args) {
    return Main.run(
        List.of(args),
        environment,
        new PrintWriter(new BufferedWriter(out)),
        new PrintWriter(new BufferedWriter(err), true));
  }

  private String changedKey() {
    return TestLog.logKey("assay.example", random).verifierKey().toString();
  }

  private String spoilt() throws IOException {
    TestBundle spoilt = TestBundle.whole(log, tenant);
    TestEvent event = tenant.events().get(2);
    String leaf = event.leaf(tenant.pseudonym(), 2).base64();
    TestEvent changed = event.withPayload(new byte[] {1, 2, 3});
    String line =
        changed
            .line(tenant.pseudonym(), 2, Withheld.NOTHING, null)
            .replace(changed.leaf(tenant.pseudonym(), 2).base64(), leaf);
    String was = event.line(tenant.pseudonym(), 2, Withheld.NOTHING, null);
    spoilt.put("events.ndjson", spoilt.text("events.ndjson").replace(was, line));
    return spoilt.write(folder.resolve("spoilt.zip")).toString();
  }
}
