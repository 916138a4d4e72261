package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dossier stands or falls with the event that holds its hash. */
class DossierTest {
  private static final String ISSUED = "access.dossier-issued";
  private static final int SEAL_INDEX = 11;
  private static final List<Integer> TOLD_OF = List.of(2, 5, 7);

  @TempDir Path folder;

  private final Random random = new Random(23);
  private final TestLog log = new TestLog(TestLog.logKey("assay.example", random), List.of());
  private final TestTenant recorded = TestTenant.random(random, 12);

  /** With a text in it that looks like a seal: the last one counts. */
  private final String told =
      "{\"format\":\"assay-dossier/1\",\"input\":\"x\",\"seal\":{},\"events\":["
          + TOLD_OF.stream()
              .map(i -> "\"" + recorded.events().get(i).leaf(recorded.pseudonym(), i).base64())
              .collect(Collectors.joining("\",", "", "\""))
          + "]";

  @Test
  void shouldVerifyADossierAsItWasIssued() throws IOException {
    Report report = verify(honest());
    assertThat(report.findings()).filteredOn(f -> f.outcome() == Outcome.FAILED).isEmpty();
    assertThat(report.isVerified()).isTrue();
    assertThat(report.finding(Check.DOSSIER).message())
        .isEqualTo("it was issued as it is, and tells of 3 proven events");
    assertThat(verify(honest() + " \r\n\t").isVerified()).isTrue();
  }

  @Test
  void shouldCatchEveryChangedByteOfWhatItTells() throws IOException {
    String dossier = honest();
    for (int at = 1; at < told.length(); at++) {
      String changed =
          dossier.substring(0, at) + (char) (dossier.charAt(at) ^ 1) + dossier.substring(at + 1);
      assertThat(message(changed)).startsWith("Expected the dossier as it was issued, with sha256");
    }
  }

  @Test
  void shouldCatchADossierThatTheRecordDoesNotHoldTheHashOf() throws IOException {
    String other = told.replace("\"x\"", "\"y\"");
    assertThat(message(dossier(other, hash(other), bundle(issued(hash(told))))))
        .isEqualTo(
            "Expected the record to hold the dossier's hash %s, but it holds %s"
                .formatted(hash(other), hash(told)));
  }

  @Test
  void shouldCatchADossierThatWasNeverIssued() throws IOException {
    TestTenant tenant = recorded.with(SEAL_INDEX, issued(hash(told)));
    TestBundle without = TestBundle.selection(log, tenant, TOLD_OF, i -> Withheld.NOTHING);
    assertThat(message(dossier(told, hash(told), without)))
        .isEqualTo(
            "Expected event %s to be among the proven ones, but it is not: nothing shows that the dossier was issued"
                .formatted(sealEvent()));
  }

  @Test
  void shouldCatchADossierThatKeepsQuietAboutAProvenEvent() throws IOException {
    String quiet = told.replaceFirst("\",\"[^\"]*\"]", "\"]");
    assertThat(quiet).isNotEqualTo(told);
    assertThat(message(dossier(quiet, hash(quiet), bundle(issued(hash(quiet))))))
        .isEqualTo(
            "Expected the dossier to tell of every event that it proves, but not of "
                + recorded.events().get(7).eventId());
  }

  @Test
  void shouldTakeNothingElseForTheSeal() throws IOException {
    TestEvent issued = issued(hash(told));
    TestEvent other = ofType(issued, "access.record-read");
    assertThat(message(dossier(told, hash(told), bundle(other)))).contains("as seal");
    TestTenant tenant = recorded.with(SEAL_INDEX, issued);
    TestBundle withheld =
        TestBundle.selection(
            log,
            tenant,
            all(),
            i -> i == SEAL_INDEX ? new Withheld(true, false) : Withheld.NOTHING);
    assertThat(message(dossier(told, hash(told), withheld)))
        .isEqualTo("Expected an event access.dossier-issued with its payload as seal");
  }

  @Test
  void shouldNotBelieveADossierWhoseBundleIsWrong() throws IOException {
    TestBundle spoilt = bundle(issued(hash(told)));
    spoilt.put(
        "events.ndjson", spoilt.text("events.ndjson").replaceFirst("model-call", "model_call"));
    Report report = verify(dossier(told, hash(told), spoilt));
    assertThat(report.isVerified()).isFalse();
    assertThat(report.finding(Check.EVENTS).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.finding(Check.DOSSIER).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(report.findings())
        .as("the report says that the dossier was not looked at")
        .extracting(Finding::check)
        .contains(Check.DOSSIER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", ",\"more\":1}", "\"seal\""})
  void shouldRefuseWhatFollowsTheSeal(String more) throws IOException {
    assertThat(structure(honest() + more)).startsWith("Expected ");
  }

  @Test
  void shouldRefuseADossierWithoutItsEnd() throws IOException {
    String dossier = honest();
    assertThat(structure(dossier.substring(0, dossier.length() - 1))).startsWith("Expected ");
    assertThat(structure(dossier.substring(0, dossier.length() - 2))).startsWith("Expected ");
    assertThat(structure(told + ",\"seal\":"))
        .isEqualTo("Expected a dossier that ends after its seal, but there is more");
    assertThat(structure(told + ",\"seal\":   ")).contains("ends after its seal");
    assertThat(structure(told.replace(",\"seal\":{}", "") + "}"))
        .isEqualTo("Expected a ZIP file, or a dossier with a seal, but it is neither");
    assertThat(structure("{")).contains("it is neither");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contentHash", "eventId", "bundle"})
  void shouldAskForEveryPartOfTheSeal(String name) throws IOException {
    assertThat(structure(honest().replace("\"" + name + "\":", "\"other\":")))
        .isEqualTo("Expected " + name + " in the seal, but it is not there");
  }

  @Test
  void shouldRefuseASealOfAnotherFormat() throws IOException {
    assertThat(structure(honest().replace("dossier-seal/1", "dossier-seal/2")))
        .isEqualTo("Expected a seal of format assay-dossier-seal/1, but it is another");
  }

  @Test
  void shouldNotReadADossierThatIsTooLarge() throws IOException {
    Path file = folder.resolve("large.json");
    Files.writeString(file, honest());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(512L * 1024 * 1024 + 1);
    }
    Report report = BundleVerifier.verify(file, Trust.in(List.of(log.key())), Progress.NONE);
    assertThat(report.finding(Check.STRUCTURE).message()).contains("at most 512 MiB");
  }

  private String honest() throws IOException {
    return dossier(told, hash(told), bundle(issued(hash(told))));
  }

  private static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "sha256:" + HexFormat.of().formatHex(Hash.sha256(bytes).bytes());
  }

  private TestEvent issued(String contentHash) {
    String payload = "{\"contentHash\":\"" + contentHash + "\"}";
    TestEvent any = recorded.events().get(SEAL_INDEX);
    return ofType(any.withPayload(payload.getBytes(StandardCharsets.UTF_8)), ISSUED);
  }

  private static TestEvent ofType(TestEvent event, String type) {
    return new TestEvent(
        event.eventId(),
        event.aggregateType(),
        event.aggregateId(),
        event.sequence(),
        type,
        event.revision(),
        event.time(),
        event.payloadSalt(),
        event.payload(),
        event.metadataSalt(),
        event.metadata());
  }

  private TestBundle bundle(TestEvent seal) {
    TestTenant tenant = recorded.with(SEAL_INDEX, seal);
    return TestBundle.selection(log, tenant, all(), i -> Withheld.NOTHING);
  }

  private static List<Integer> all() {
    return List.of(2, 5, 7, SEAL_INDEX);
  }

  private String dossier(String text, String contentHash, TestBundle bundle) throws IOException {
    byte[] zip = Files.readAllBytes(bundle.write(folder.resolve("inner.zip")));
    return "%s,\"seal\":{\"format\":\"assay-dossier-seal/1\",\"contentHash\":\"%s\",\"eventId\":\"%s\",\"bundle\":\"%s\"}}"
        .formatted(text, contentHash, sealEvent(), Base64.getEncoder().encodeToString(zip));
  }

  private String sealEvent() {
    return recorded.events().get(SEAL_INDEX).eventId().toString();
  }

  private String message(String dossier) throws IOException {
    Report report = verify(dossier);
    assertThat(report.isVerified()).isFalse();
    assertThat(report.finding(Check.DOSSIER).outcome()).isEqualTo(Outcome.FAILED);
    return report.finding(Check.DOSSIER).message();
  }

  private String structure(String dossier) throws IOException {
    Report report = verify(dossier);
    assertThat(report.isVerified()).isFalse();
    return report.finding(Check.STRUCTURE).message();
  }

  private Report verify(String dossier) throws IOException {
    Path file = Files.writeString(folder.resolve("dossier.json"), dossier);
    return BundleVerifier.verify(file, Trust.in(List.of(log.key())), Progress.NONE);
  }
}
