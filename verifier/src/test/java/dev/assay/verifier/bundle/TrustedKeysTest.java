package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whose signatures count: of the log, of the checkpoint in it and of witnesses. */
class TrustedKeysTest {
  private final TestVerifier verifier = new TestVerifier();
  private final Random random = verifier.random;
  private final NoteSigner witness = verifier.witness;
  private final TestLog log = verifier.log;
  private final TestTenant tenant = verifier.tenant;
  private final Trust trust = verifier.trust;

  @Test
  void shouldRefuseASignatureOfAnotherKeyOfTheSameName() throws IOException {
    TestLog forged = new TestLog(TestLog.logKey(TestVerifier.ORIGIN, random), List.of());
    Report report = verifier.verify(TestBundle.whole(forged, tenant));

    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.SIGNATURE);
    assertThat(report.finding(Check.SIGNATURE).message())
        .startsWith("Expected a signature of the tenant's checkpoint by [" + log.key())
        .endsWith("but others signed it: [" + nameAndId(forged.key()) + "]");
  }

  @Test
  void shouldRefuseKeysOfOtherLogs() throws IOException {
    VerifierKey other = TestLog.logKey("other.example", random).verifierKey();
    Report report = verifier.verify(TestBundle.whole(log, tenant), Trust.in(List.of(other)));
    assertThat(report.finding(Check.SIGNATURE).message())
        .isEqualTo("Expected a key of the log 'assay.example' from --key, but there is none");
  }

  @Test
  void shouldSayThatTheOriginIsUnprovenWithTheKeyOfTheBundle() throws IOException {
    Report report = verifier.verify(TestBundle.whole(log, tenant), Trust.in(List.of()));

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
    assertThat(verifier.verify(bundle, Trust.in(List.of())).facts())
        .containsEntry("key", log.key());
    bundle.put("public-keys", unknown);
    assertThat(verifier.verify(bundle, Trust.in(List.of())).finding(Check.SIGNATURE).message())
        .isEqualTo(
            "Expected a key of the log 'assay.example' from the bundle itself, but there is none");
  }

  @Test
  void shouldRefuseAKeyThatChangedSinceTheLogWasMet() throws IOException {
    KnownLogs known =
        KnownLogs.parse(
            "# met in May\n\n" + TestLog.logKey(TestVerifier.ORIGIN, random).verifierKey());
    Trust trusting = new Trust(List.of(), KeySource.OPTION, known, List.of(), 0, Optional.empty());
    Report report = verifier.verify(TestBundle.whole(log, tenant), trusting);

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
    assertThat(verifier.verify(TestBundle.whole(log, tenant), knowing).facts())
        .containsEntry("keySource", KeySource.KNOWN_LOGS)
        .containsEntry("originProven", true);
  }

  @Test
  void shouldRefuseACheckpointThatIsNotInTheLog() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestBundle other = TestBundle.whole(log, TestTenant.random(random, 5));
    bundle.put("tenant-checkpoint.tlog-proof", other.get("tenant-checkpoint.tlog-proof"));
    bundle.put("global-checkpoint", other.get("global-checkpoint"));
    assertThat(verifier.verify(bundle).firstBad().orElseThrow().check()).isEqualTo(Check.LOG);
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
    assertThat(verifier.verify(bundle).finding(Check.LOG).message())
        .startsWith("Expected a checkpoint of the log 'assay.example', but it is of");
  }

  @Test
  void shouldAskForWitnesses() throws IOException {
    NoteSigner other = TestLog.witnessKey("other.example", random);
    List<VerifierKey> both = List.of(witness.verifierKey(), other.verifierKey());

    assertThat(
            verifier
                .verify(TestBundle.whole(log, tenant), trust.withWitnesses(both, 1))
                .isVerified())
        .isTrue();
    Report report = verifier.verify(TestBundle.whole(log, tenant), trust.withWitnesses(both, 2));
    assertThat(report.firstBad().orElseThrow().message())
        .isEqualTo(
            "Expected cosignatures of 2 witnesses, but of those named only 1 saw the checkpoints: [witness.example]");
    assertThat(report.finding(Check.EVENTS).outcome()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void shouldCountAWitnessOfTheTenantsCheckpointAlone() throws IOException {
    NoteSigner second = TestLog.witnessKey("second.example", random);
    TestBundle bundle = TestBundle.whole(log, tenant);
    Note checkpoint = Note.parse(bundle.get("checkpoint"));
    Instant seen = Instant.parse("2026-11-21T11:00:00Z");
    bundle.put("checkpoint", checkpoint.with(second.sign(checkpoint.text(), seen)).bytes());
    List<VerifierKey> both = List.of(witness.verifierKey(), second.verifierKey());

    Report report = verifier.verify(bundle, trust.withWitnesses(both, 2));

    assertThat(report.finding(Check.WITNESSES).message())
        .isEqualTo("seen by 2 of 2: [witness.example, second.example]");
    assertThat((List<?>) report.facts().get("witnesses"))
        .hasSize(2)
        .last()
        .isEqualTo(Map.of("witness", second.verifierKey(), "checkpoint", "tenant", "at", seen));
  }

  private static String nameAndId(VerifierKey key) {
    String[] parts = key.toString().split("\\+", 3);
    return parts[0] + "+" + parts[1];
  }
}
