package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {
  private static final String ORIGIN = "assay.example";

  @TempDir Path folder;

  private final Random random = new Random(7);
  private final NoteSigner key = TestLog.logKey(ORIGIN, random);
  private final NoteSigner witness = TestLog.witnessKey("witness.example", random);
  private final TestLog log = new TestLog(key, List.of(witness));
  private final TestTenant tenant = TestTenant.random(random, 20);
  private final Trust trust = Trust.in(List.of(log.key())).withWitnesses(log.witnessKeys(), 1);

  @Test
  void shouldVerifyAllEventsOfATenant() throws IOException {
    Report report = verify(TestBundle.whole(log, tenant));

    assertThat(report.findings()).filteredOn(f -> f.outcome() == Outcome.FAILED).isEmpty();
    assertThat(report.isVerified()).isTrue();
    assertThat(report.firstBad()).isEmpty();
    assertThat(report.finding(Check.TREE).message())
        .isEqualTo("these 20 events are all that the tenant has");
    assertThat(report.finding(Check.WITNESSES).message())
        .isEqualTo("seen by 1 of 1: [witness.example]");
    assertThat(report.facts())
        .containsEntry("log", ORIGIN)
        .containsEntry("tenant", tenant.pseudonym())
        .containsEntry("treeSize", 20L)
        .containsEntry("events", 20L)
        .containsEntry("withheldPayloads", 0L)
        .containsEntry("key", log.key())
        .containsEntry("originProven", true);
  }

  @Test
  void shouldSayWhatEachCheckFound() throws IOException {
    Report report = verify(TestBundle.whole(log, tenant));

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
    Report unwitnessed = verify(TestBundle.whole(log, tenant), Trust.in(List.of(log.key())));
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
    Report report = verify(TestBundle.whole(log, TestTenant.random(random, 0)));
    assertThat(report.isVerified()).isTrue();
  }

  @Test
  void shouldVerifyEveryRange() throws IOException {
    for (int from = 0; from <= 20; from += 3) {
      for (int to = from; to <= 20; to += 4) {
        TestBundle bundle = TestBundle.range(log, tenant, from, to, i -> Withheld.NOTHING);
        assertThat(verify(bundle).isVerified()).as("from %d to %d", from, to).isTrue();
      }
    }
  }

  @Test
  void shouldVerifyASelectionAndSayThatItMayNotBeAll() throws IOException {
    TestBundle bundle =
        TestBundle.selection(log, tenant, List.of(0, 3, 4, 19), i -> Withheld.NOTHING);
    Report report = verify(bundle);

    assertThat(report.isVerified()).isTrue();
    assertThat(report.finding(Check.TREE).message()).contains("others may exist");
  }

  @Test
  void shouldVerifyWhatIsWithheld() throws IOException {
    TestBundle bundle =
        TestBundle.range(log, tenant, 0, 20, i -> new Withheld(i % 2 == 0, i % 5 == 0));
    Report report = verify(bundle);

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
    Report report = verify(bundle);

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
    assertThat(verify(TestBundle.whole(log, tenant)).facts())
        .containsEntry("tombstonedPayloads", 0L);
    assertThat(verify(bundle).isVerified()).isTrue();
    assertThat(verify(bundle).facts()).containsEntry("tombstonedPayloads", 1L);
  }

  @Test
  void shouldNameTheEventWhosePayloadChanged() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestEvent changed =
        tenant.events().get(6).withPayload("{\"paid\":true}".getBytes(StandardCharsets.UTF_8));
    String line = changed.line(tenant.pseudonym(), 6, Withheld.NOTHING, null);
    String claimed = tenant.events().get(6).leaf(tenant.pseudonym(), 6).base64();
    String honestLeaf = line.replace(changed.leaf(tenant.pseudonym(), 6).base64(), claimed);
    replaceLine(bundle, 6, honestLeaf);

    Report report = verify(bundle);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.EVENTS);
    Place place = report.firstBadPlace().orElseThrow();
    assertThat(place.line()).isEqualTo(7);
    assertThat(place.index()).hasValue(6);
    assertThat(place.eventId()).isEqualTo(changed.eventId());
    assertThat(place.toString()).isEqualTo("line 7, index 6, event " + changed.eventId());
    assertThat(report.finding(Check.EVENTS).message()).contains("it was changed");
    assertThat(report.finding(Check.TREE).outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void shouldSeeThatAnEventAndItsLeafWereChangedTogether() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestEvent changed = tenant.events().get(6).withPayload(new byte[] {1, 2, 3});
    replaceLine(bundle, 6, changed.line(tenant.pseudonym(), 6, Withheld.NOTHING, null));

    Report report = verify(bundle);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.finding(Check.EVENTS).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.TREE);
  }

  @Test
  void shouldNarrowDownWhereAnEventAndItsLeafWereChangedTogether() throws IOException {
    TestTenant large = TestTenant.random(random, 600);
    TestBundle bundle = TestBundle.whole(log, large);
    assertThat(verify(bundle).isVerified()).isTrue();
    TestEvent changed = large.events().get(300).withPayload(new byte[] {1, 2, 3});
    replaceLine(bundle, 300, changed.line(large.pseudonym(), 300, Withheld.NOTHING, null));

    Report report = verify(bundle);

    assertThat(report.finding(Check.EVENTS).message())
        .startsWith("Expected the 256 events up to here to hash to");
    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(512);
    bundle.remove("tile-hashes");
    assertThat(verify(bundle).firstBad().orElseThrow().check()).isEqualTo(Check.TREE);
  }

  @Test
  void shouldNameTheFirstMissingEvent() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    List<String> lines = lines(bundle);
    lines.remove(4);
    putLines(bundle, lines);

    Report report = verify(bundle);

    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(5);
    assertThat(report.finding(Check.EVENTS).message())
        .startsWith("Expected the event at index 4, but found the one at index 5");
  }

  @Test
  void shouldSeeThatTheLastEventsAreMissing() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    putLines(bundle, lines(bundle).subList(0, 18));
    assertThat(verify(bundle).finding(Check.EVENTS).message())
        .isEqualTo("Expected 20 events, but after 18 there are no more");
    assertThat(verify(bundle).firstBadPlace().orElseThrow().line()).isEqualTo(19);
  }

  @Test
  void shouldSeeThatThereAreTooManyEvents() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    List<String> lines = lines(bundle);
    lines.add(lines.getLast());
    putLines(bundle, lines);
    assertThat(verify(bundle).finding(Check.EVENTS).message())
        .isEqualTo("Expected 20 events, but there are more");
    assertThat(verify(bundle).firstBadPlace().orElseThrow().line()).isEqualTo(21);
  }

  @Test
  void shouldRefuseAnEventOfASelectionTwice() throws IOException {
    TestBundle bundle = TestBundle.selection(log, tenant, List.of(2, 9), i -> Withheld.NOTHING);
    List<String> lines = lines(bundle);
    putLines(bundle, List.of(lines.get(1), lines.get(1)));
    assertThat(verify(bundle).finding(Check.EVENTS).message())
        .startsWith("Expected an index of 10 or more, but it is 9");
    putLines(bundle, List.of(lines.get(1), lines.get(0)));
    assertThat(verify(bundle).finding(Check.EVENTS).message()).contains("but it is 2");
  }

  @Test
  void shouldRefuseAnEventThatIsNotInTheTreeOfItsSelection() throws IOException {
    TestBundle bundle = TestBundle.selection(log, tenant, List.of(2, 9), i -> Withheld.NOTHING);
    TestEvent changed = tenant.events().get(9).withPayload(new byte[] {1, 2, 3});
    String line =
        changed.line(
            tenant.pseudonym(), 9, Withheld.NOTHING, tenant.tree().inclusion(9, 20).path());
    putLines(bundle, List.of(lines(bundle).getFirst(), line));

    Report report = verify(bundle);
    assertThat(report.finding(Check.EVENTS).message()).contains("its proof leads elsewhere");
    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void shouldRefuseASequenceWithAGap() throws IOException {
    TestEvent last = tenant.events().getLast();
    TestEvent skipping = withSequence(last, last.sequence() + 1);
    TestTenant gap = tenant.with(19, skipping);
    assertThat(verify(TestBundle.whole(log, gap)).finding(Check.EVENTS).message())
        .isEqualTo(
            "Expected sequence %d of aggregate %s, but it is %d"
                .formatted(last.sequence(), last.aggregateId(), skipping.sequence()));
  }

  @Test
  void shouldRefuseASequenceThatDoesNotBeginAtZeroWhereItsBeginningIsThere() throws IOException {
    TestEvent first = withSequence(tenant.events().getFirst(), 1);
    TestTenant late = new TestTenant(tenant.pseudonym(), List.of(first));
    assertThat(verify(TestBundle.whole(log, late)).isVerified()).isFalse();

    TestTenant before = TestTenant.random(random, 3);
    List<TestEvent> events = new ArrayList<>(before.events());
    events.add(first);
    TestTenant grown = new TestTenant(before.pseudonym(), events);
    TestBundle part = TestBundle.range(log, grown, 3, 4, i -> Withheld.NOTHING);
    assertThat(verify(part).isVerified()).isTrue();
  }

  @Test
  void shouldRefuseFallingSequencesInASelection() throws IOException {
    UUID aggregate = UUID.randomUUID();
    TestEvent one = withSequence(tenant.events().get(0), aggregate, 5);
    TestEvent two = withSequence(tenant.events().get(1), aggregate, 4);
    TestTenant falling = new TestTenant(tenant.pseudonym(), List.of(one, two));
    TestBundle bundle = TestBundle.selection(log, falling, List.of(0, 1), i -> Withheld.NOTHING);
    assertThat(verify(bundle).finding(Check.EVENTS).message()).startsWith("Expected sequence 6");
  }

  @Test
  void shouldRefuseASignatureOfAnotherKeyOfTheSameName() throws IOException {
    TestLog forged = new TestLog(TestLog.logKey(ORIGIN, random), List.of());
    Report report = verify(TestBundle.whole(forged, tenant));

    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.SIGNATURE);
    assertThat(report.finding(Check.SIGNATURE).message())
        .startsWith("Expected a signature of the tenant's checkpoint by [" + log.key())
        .endsWith("but others signed it: [" + nameAndId(forged.key()) + "]");
  }

  private static String nameAndId(VerifierKey key) {
    String[] parts = key.toString().split("\\+", 3);
    return parts[0] + "+" + parts[1];
  }

  @Test
  void shouldRefuseKeysOfOtherLogs() throws IOException {
    VerifierKey other = TestLog.logKey("other.example", random).verifierKey();
    Report report = verify(TestBundle.whole(log, tenant), Trust.in(List.of(other)));
    assertThat(report.finding(Check.SIGNATURE).message())
        .isEqualTo("Expected a key of the log 'assay.example' from --key, but there is none");
  }

  @Test
  void shouldSayThatTheOriginIsUnprovenWithTheKeyOfTheBundle() throws IOException {
    Report report = verify(TestBundle.whole(log, tenant), Trust.in(List.of()));

    assertThat(report.isVerified()).isTrue();
    assertThat(report.facts())
        .containsEntry("originProven", false)
        .containsEntry("keySource", KeySource.BUNDLE);
  }

  @Test
  void shouldPassOverKeysOfKindsThatItDoesNotKnow() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    String unknown = "assay.example+01020304+Bg==\n\nnonsense\n";
    bundle.put("public-keys", unknown + bundle.text("public-keys"));
    assertThat(verify(bundle, Trust.in(List.of())).facts()).containsEntry("key", log.key());
    bundle.put("public-keys", unknown);
    assertThat(verify(bundle, Trust.in(List.of())).finding(Check.SIGNATURE).message())
        .isEqualTo(
            "Expected a key of the log 'assay.example' from the bundle itself, but there is none");
  }

  @Test
  void shouldRefuseAKeyThatChangedSinceTheLogWasMet() throws IOException {
    KnownLogs known =
        KnownLogs.parse("# met in May\n\n" + TestLog.logKey(ORIGIN, random).verifierKey());
    Trust trusting = new Trust(List.of(), KeySource.OPTION, known, List.of(), 0, Optional.empty());
    Report report = verify(TestBundle.whole(log, tenant), trusting);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.finding(Check.SIGNATURE).message()).contains("(from known-logs)");

    Trust knowing =
        new Trust(
            List.of(),
            KeySource.OPTION,
            new KnownLogs(List.of(log.key())),
            List.of(),
            0,
            Optional.empty());
    assertThat(verify(TestBundle.whole(log, tenant), knowing).facts())
        .containsEntry("keySource", KeySource.KNOWN_LOGS)
        .containsEntry("originProven", true);
  }

  @Test
  void shouldRefuseACheckpointThatIsNotInTheLog() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestBundle other = TestBundle.whole(log, TestTenant.random(random, 5));
    bundle.put("tenant-checkpoint.tlog-proof", other.get("tenant-checkpoint.tlog-proof"));
    bundle.put("global-checkpoint", other.get("global-checkpoint"));
    assertThat(verify(bundle).firstBad().orElseThrow().check()).isEqualTo(Check.LOG);
  }

  @Test
  void shouldRefuseALogCheckpointOfAnotherOrigin() throws IOException {
    // A tenant tree's checkpoint has the right signer but is no checkpoint of the log.
    TestBundle bundle = TestBundle.whole(log, tenant);
    String proof = bundle.text("tenant-checkpoint.tlog-proof");
    String checkpoint = bundle.text("checkpoint");
    bundle.put("global-checkpoint", checkpoint);
    bundle.put(
        "tenant-checkpoint.tlog-proof", proof.substring(0, proof.indexOf("\n\n") + 2) + checkpoint);
    assertThat(verify(bundle).finding(Check.LOG).message())
        .startsWith("Expected a checkpoint of the log 'assay.example', but it is of");
  }

  @Test
  void shouldAskForWitnesses() throws IOException {
    NoteSigner other = TestLog.witnessKey("other.example", random);
    List<VerifierKey> both = List.of(witness.verifierKey(), other.verifierKey());

    assertThat(verify(TestBundle.whole(log, tenant), trust.withWitnesses(both, 1)).isVerified())
        .isTrue();
    Report report = verify(TestBundle.whole(log, tenant), trust.withWitnesses(both, 2));
    assertThat(report.firstBad().orElseThrow().message())
        .isEqualTo(
            "Expected cosignatures of 2 witnesses, but of those named only 1 saw the checkpoints: [witness.example]");
    assertThat(report.finding(Check.EVENTS).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void shouldCompareWithWhatWasKept() throws IOException {
    TestBundle old = TestBundle.whole(log, tenant.first(11));
    Path kept = old.write(folder.resolve("kept.zip"));
    Trust keeping = trust.withPrevious(KeptCheckpoint.read(kept));

    Report report = verify(TestBundle.whole(log, tenant), keeping);
    assertThat(report.isVerified()).isTrue();
    assertThat(report.finding(Check.PREVIOUS).message())
        .isEqualTo("begins with the 11 events that were known before");
    assertThat(verify(old, keeping).isVerified()).isTrue();

    Trust ofNothing = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(0))));
    assertThat(verify(TestBundle.whole(log, tenant), ofNothing).finding(Check.PREVIOUS).message())
        .isEqualTo("begins with the 0 events that were known before");
  }

  @Test
  void shouldCountAWitnessOfTheTenantsCheckpointAlone() throws IOException {
    NoteSigner second = TestLog.witnessKey("second.example", random);
    TestBundle bundle = TestBundle.whole(log, tenant);
    Note checkpoint = Note.parse(bundle.get("checkpoint"));
    Instant seen = Instant.parse("2026-11-21T11:00:00Z");
    bundle.put("checkpoint", checkpoint.with(second.sign(checkpoint.text(), seen)).bytes());
    List<VerifierKey> both = List.of(witness.verifierKey(), second.verifierKey());

    Report report = verify(bundle, trust.withWitnesses(both, 2));

    assertThat(report.finding(Check.WITNESSES).message())
        .isEqualTo("seen by 2 of 2: [witness.example, second.example]");
    assertThat((List<?>) report.facts().get("witnesses"))
        .hasSize(2)
        .last()
        .isEqualTo(Map.of("witness", second.verifierKey(), "checkpoint", "tenant", "at", seen));
  }

  @Test
  void shouldSeeARollback() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant)));
    Report report = verify(TestBundle.whole(log, tenant.first(11)), keeping);
    assertThat(report.firstBad().orElseThrow().message()).contains("it was rolled back");
  }

  @Test
  void shouldSeeARewriteThatTheOperatorSigned() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(11))));
    TestEvent changed = tenant.events().get(6).withPayload(new byte[] {1, 2, 3});
    TestBundle rewritten = TestBundle.whole(log, tenant.with(6, changed));

    assertThat(verify(rewritten).isVerified()).isTrue();
    assertThat(verify(rewritten, keeping).firstBad().orElseThrow().message())
        .contains("the past was rewritten");
  }

  @Test
  void shouldNotCompareWithAPart() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(11))));
    TestBundle part = TestBundle.range(log, tenant, 12, 20, i -> Withheld.NOTHING);
    assertThat(verify(part, keeping).firstBad().orElseThrow().message())
        .isEqualTo("Expected a bundle with the first 11 events to compare, but it has a part only");
    TestBundle prefix = TestBundle.range(log, tenant, 0, 11, i -> Withheld.NOTHING);
    assertThat(verify(prefix, keeping).isVerified()).isTrue();
  }

  @Test
  void shouldNotCompareWithAnotherTenantOrAnUnsignedCheckpoint() throws IOException {
    TestTenant stranger = TestTenant.random(random, 4);
    Trust other = trust.withPrevious(kept(TestBundle.whole(log, stranger)));
    assertThat(verify(TestBundle.whole(log, tenant), other).finding(Check.PREVIOUS).message())
        .startsWith("Expected a previous checkpoint of assay.example/tenant/");

    TestLog forged = new TestLog(TestLog.logKey(ORIGIN, random), List.of());
    Trust unsigned = trust.withPrevious(kept(TestBundle.whole(forged, tenant)));
    assertThat(verify(TestBundle.whole(log, tenant), unsigned).finding(Check.PREVIOUS).message())
        .startsWith("Expected a signature of the previous checkpoint");
  }

  private Note kept(TestBundle bundle) {
    return Note.parse(bundle.get("checkpoint"));
  }

  private Report verify(TestBundle bundle) throws IOException {
    return verify(bundle, trust);
  }

  private Report verify(TestBundle bundle, Trust trusting) throws IOException {
    Path file = bundle.write(folder.resolve("bundle.zip"));
    return BundleVerifier.verify(file, trusting, Progress.NONE);
  }

  private static List<String> lines(TestBundle bundle) {
    return new ArrayList<>(bundle.text("events.ndjson").lines().toList());
  }

  private static void putLines(TestBundle bundle, List<String> lines) {
    bundle.put("events.ndjson", String.join("\n", lines) + "\n");
  }

  private static void replaceLine(TestBundle bundle, int at, String line) {
    List<String> lines = lines(bundle);
    lines.set(at, line);
    putLines(bundle, lines);
  }

  private static TestEvent withSequence(TestEvent event, long sequence) {
    return withSequence(event, event.aggregateId(), sequence);
  }

  private static TestEvent withSequence(TestEvent event, UUID aggregate, long sequence) {
    return new TestEvent(
        event.eventId(),
        event.aggregateType(),
        aggregate,
        sequence,
        event.type(),
        event.revision(),
        event.time(),
        event.payloadSalt(),
        event.payload(),
        event.metadataSalt(),
        event.metadata());
  }
}
