package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of bundles in which everything is as it was recorded. */
class BundleVerifierTest {
  @TempDir Path folder;

  private final TestVerifier verifier = new TestVerifier();
  private final Random random = verifier.random;
  private final NoteSigner witness = verifier.witness;
  private final TestLog log = verifier.log;
  private final TestTenant tenant = verifier.tenant;
  private final Trust trust = verifier.trust;

  @Test
  void shouldVerifyAllEventsOfATenant() throws IOException {
    Report report = verifier.verify(TestBundle.whole(log, tenant));

    assertThat(report.findings()).filteredOn(f -> f.outcome() == Outcome.FAILED).isEmpty();
    assertThat(report.isVerified()).isTrue();
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.finding(Check.TREE).message())
        .isEqualTo("these 20 events are all that the tenant has");
    assertThat(report.finding(Check.WITNESSES).message())
        .isEqualTo("seen by 1 of 1: [witness.example]");
    assertThat(report.facts())
        .containsEntry("log", TestVerifier.ORIGIN)
        .containsEntry("tenant", tenant.pseudonym())
        .containsEntry("treeSize", 20L)
        .containsEntry("events", 20L)
        .containsEntry("withheldPayloads", 0L)
        .containsEntry("key", log.key())
        .containsEntry("originProven", true);
  }

  @Test
  void shouldSayWhatEachCheckFound() throws IOException {
    Report report = verifier.verify(TestBundle.whole(log, tenant));

    assertThat(
            report.findings().stream().map(finding -> finding.check() + ": " + finding.message()))
        .containsExactly(
            "structure: all parts are there and speak of one tree",
            "signature: signed by " + log.key() + " (key from --key)",
            "log: the tenant's checkpoint is entry 20 of 21 of the log",
            "witnesses: seen by 1 of 1: [witness.example]",
            "events: 20 events hash to their leaves; 0 payloads and 0 metadata are withheld",
            "tree: these 20 events are all that the tenant has",
            "previous: no previous checkpoint was given to compare with");
    assertThat(report.finding(Check.PREVIOUS).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(report.facts())
        .containsEntry("logIndex", 20L)
        .containsEntry("logSize", 21L)
        .containsEntry("sequencesChecked", true)
        .containsEntry("leaves", Map.of("kind", "range", "from", 0L, "to", 20L))
        .containsEntry(
            "witnesses",
            List.of(
                Map.of(
                    "witness",
                    witness.verifierKey(),
                    "checkpoint",
                    "log",
                    "at",
                    Instant.parse("2026-11-21T10:00:00Z"))));
    assertThat(report.facts().get("said")).asInstanceOf(MAP).containsEntry("program", "assay test");
    Report unwitnessed =
        verifier.verify(TestBundle.whole(log, tenant), Trust.in(List.of(log.key())));
    assertThat(unwitnessed.finding(Check.WITNESSES).message())
        .isEqualTo("no witness was named: the operator alone vouches for the past");
  }

  @Test
  void shouldTellHowFarItIs() throws IOException {
    TestTenant large = TestTenant.random(random, 5_000);
    Path file = TestBundle.whole(log, large).write(folder.resolve("large.zip"));
    List<Long> told = new ArrayList<>();
    assertThat(BundleVerifier.verify(file, trust, told::add).isVerified()).isTrue();
    assertThat(told).containsExactly(4_096L, 5_000L);
  }

  @Test
  void shouldVerifyATenantWithoutEvents() throws IOException {
    Report report = verifier.verify(TestBundle.whole(log, TestTenant.random(random, 0)));
    assertThat(report.isVerified()).isTrue();
  }

  @Test
  void shouldVerifyEveryRange() throws IOException {
    for (int from = 0; from <= 20; from += 3) {
      for (int to = from; to <= 20; to += 4) {
        TestBundle bundle = TestBundle.range(log, tenant, from, to, i -> Withheld.NOTHING);
        assertThat(verifier.verify(bundle).isVerified()).as("from %d to %d", from, to).isTrue();
      }
    }
  }

  @Test
  void shouldVerifyASelectionAndSayThatItMayNotBeAll() throws IOException {
    TestBundle bundle =
        TestBundle.selection(log, tenant, List.of(0, 3, 4, 19), i -> Withheld.NOTHING);
    Report report = verifier.verify(bundle);

    assertThat(report.isVerified()).isTrue();
    assertThat(report.finding(Check.TREE).message()).contains("others may exist");
  }

  @Test
  void shouldVerifyWhatIsWithheld() throws IOException {
    TestBundle bundle =
        TestBundle.range(log, tenant, 0, 20, i -> new Withheld(i % 2 == 0, i % 5 == 0));
    Report report = verifier.verify(bundle);

    assertThat(report.isVerified()).isTrue();
    assertThat(report.facts())
        .containsEntry("withheldPayloads", 10L)
        .containsEntry("withheldMetadata", 4L);
    assertThat(bundle.text("events.ndjson").lines().findFirst().orElseThrow())
        .doesNotContain("Salt");
  }

  @Test
  void shouldVerifyAndCountWhatIsTombstoned() throws IOException {
    TestBundle bundle =
        TestBundle.range(
            log, tenant, 0, 20, i -> i % 4 == 0 ? Withheld.TOMBSTONE : Withheld.NOTHING);
    Report report = verifier.verify(bundle);

    assertThat(report.isVerified()).isTrue();
    assertThat(report.facts())
        .containsEntry("tombstonedPayloads", 5L)
        .containsEntry("withheldPayloads", 0L);
    assertThat(report.finding(Check.EVENTS).message()).endsWith("; 5 payloads are tombstoned");
    assertThat(bundle.text("manifest.json")).contains("assay-bundle/2");
  }

  /**
   * Whoever hands a bundle on can hide a text; it can be seen that they did, and in which event.
   */
  @Test
  void shouldCountATextThatIsOnlySaidToBeTombstoned() throws IOException {
    TestBundle bundle =
        TestBundle.range(log, tenant, 0, 20, i -> i == 7 ? Withheld.TOMBSTONE : Withheld.NOTHING);
    assertThat(verifier.verify(TestBundle.whole(log, tenant)).facts())
        .containsEntry("tombstonedPayloads", 0L);
    assertThat(verifier.verify(bundle).isVerified()).isTrue();
    assertThat(verifier.verify(bundle).facts()).containsEntry("tombstonedPayloads", 1L);
  }
}
