package dev.assay.query;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.TlogProof;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Verifies what the API answers with nothing of the server but its public key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerApiTest {
  private static final int EVENTS = 600;

  private final QueryServer server = QueryServer.own();
  private final StoreUnderTest store = StoreUnderTest.started(server.database.databases());
  private final UUID tenant = Uuids.next();
  private final QueryServer.Client auditor = server.as(new TenantId(tenant), Role.AUDITOR);
  private final List<UUID> events = new ArrayList<>();
  private long appended;

  @BeforeAll
  void record() {
    append(Uuids.next(), 20);
    append(tenant, EVENTS);
    store.reader().ofTenantAfter(tenant, 0, EVENTS).forEach(event -> events.add(event.id()));
  }

  @AfterAll
  void close() {
    store.close();
    server.close();
  }

  /** Appends and waits until checkpoints cover it. Reading grows the log, too: it is recorded. */
  private void append(UUID of, int count) {
    appendNow(of, count);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                store.reader().head() >= appended
                    && (!of.equals(tenant) || checkpoint("tenant").size() >= appended - 20));
  }

  private void appendNow(UUID of, int count) {
    for (int i = 0; i < count; i += 10) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 10, envelope(of, Uuids.next())));
    }
    appended += count;
  }

  @Test
  void shouldShowASignedCheckpointOfTheTenantAndOneOfAll() {
    List<VerifierKey> keys = text("/audit/public-key").lines().map(VerifierKey::parse).toList();
    assertThat(keys).hasSize(1);
    Checkpoint own = verified(text("/audit/checkpoint"), keys);
    assertThat(own.size()).isGreaterThanOrEqualTo(EVENTS);
    assertThat(own.origin())
        .startsWith(keys.getFirst().name() + "/tenant/")
        .doesNotContain(tenant.toString());
    Checkpoint global = verified(text("/audit/checkpoint?tree=global"), keys);
    assertThat(global.origin()).isEqualTo(keys.getFirst().name());
    assertThat(global.size()).isGreaterThan(EVENTS + 20);
    assertThat(verified(text("/audit/logs/tenant/checkpoint"), keys).origin())
        .isEqualTo(own.origin());
    assertThat(verified(text("/audit/logs/global/checkpoint"), keys).origin())
        .isEqualTo(global.origin());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "global"})
  void shouldProveThatAnEventIsInTheTree(String tree) {
    for (int i : List.of(0, 1, 255, 256, 511, EVENTS - 1)) {
      JsonNode proof =
          auditor.get("/audit/proofs/inclusion?eventId=" + events.get(i) + "&tree=" + tree);
      Checkpoint head = checkpointOf(proof.at("/checkpoint").stringValue());
      assertThat(proof.at("/treeSize").longValue()).isEqualTo(head.size());
      assertThat(proof.at("/rootHash").stringValue()).isEqualTo(head.root().base64());
      assertThat(inclusion(proof).verifies(hash(proof.at("/leafHash")), head.root())).isTrue();
      if (tree.equals("tenant")) {
        assertThat(proof.at("/leafIndex").longValue()).isEqualTo(i);
      }
    }
  }

  @Test
  void shouldProveInATreeOfAnEarlierSize() {
    JsonNode proof = auditor.get("/audit/proofs/inclusion?treeSize=300&eventId=" + events.get(299));
    Hash root = new RecordedTrees(server.database).tenant(tenant).root(300);
    assertThat(inclusion(proof).verifies(hash(proof.at("/leafHash")), root)).isTrue();
    assertThat(proof.at("/checkpoint").isNull()).isTrue();
  }

  @Test
  void shouldGiveAProofThatOtherToolsRead() {
    String text = text("/audit/proofs/inclusion?format=tlog-proof&eventId=" + events.get(77));
    TlogProof proof = TlogProof.parse(text.getBytes(StandardCharsets.UTF_8));
    byte[] entry = entries(raw("/audit/logs/tenant/tile/entries/000")).get(77);
    assertThat(proof.index()).isEqualTo(77);
    assertThat(proof.verifies(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "global"})
  void shouldProveThatTheTreeOnlyGrew(String tree) {
    Checkpoint before = checkpoint(tree);
    append(tenant, 30);
    await().until(() -> checkpoint(tree).size() >= before.size() + 30);
    JsonNode answer =
        auditor.get("/audit/proofs/consistency?tree=" + tree + "&from=" + before.size());
    int size = answer.at("/to").intValue();
    Hash after =
        new RecordedTrees(server.database)
            .named(tree.equals("tenant") ? tenant : new UUID(0, 0))
            .root(size);
    var proof = new ConsistencyProof(before.size(), size, hashes(answer));
    assertThat(proof.verifies(before.root(), after)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "global"})
  void shouldServeTilesFromWhichTheRootFollows(String tree) {
    Checkpoint head = checkpoint(tree);
    String log = "/audit/logs/" + tree;
    List<Hash> leaves = new ArrayList<>();
    for (long index = 0; index < head.size(); index += 256) {
      long width = Math.min(256, head.size() - index);
      String name = "%03d%s".formatted(index / 256, width < 256 ? ".p/" + width : "");
      List<Hash> tile = tile(raw(log + "/tile/0/" + name));
      assertThat(entries(raw(log + "/tile/entries/" + name)).stream().map(Hash::ofLeaf).toList())
          .isEqualTo(tile);
      leaves.addAll(tile);
    }
    var recomputed = new dev.assay.verifier.testing.ReferenceTree(leaves);
    assertThat(recomputed.root()).isEqualTo(head.root());
    List<Hash> above = tile(raw(log + "/tile/1/000.p/" + head.size() / 256));
    assertThat(above.getFirst())
        .isEqualTo(new dev.assay.verifier.testing.ReferenceTree(leaves.subList(0, 256)).root());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit/logs/tenant/tile/0/004",
        "/audit/logs/tenant/tile/0/000.p/0",
        "/audit/logs/tenant/tile/0/000.p/256",
        "/audit/logs/tenant/tile/0/0",
        "/audit/logs/tenant/tile/0/x000/001",
        "/audit/logs/tenant/tile/2/000",
        "/audit/logs/tenant/tile/64/000",
        "/audit/logs/tenant/tile/00/000",
        "/audit/logs/tenant/tile/entries/099",
        "/audit/logs/other/checkpoint",
        "/audit/proofs/inclusion?eventId=00000000-0000-7000-8000-000000000000"
      })
  void shouldNotFindWhatIsNotThere(String path) {
    assertThat(auditor.send(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/audit/proofs/consistency?from=10&to=9",
        "/audit/proofs/consistency?from=0&to=999999",
        "/audit/proofs/consistency?from=-1",
        "/audit/proofs/consistency?from=many",
        "/audit/proofs/consistency",
        "/audit/checkpoint?tree=mine",
        "/audit/proofs/inclusion?eventId=x",
        "/audit/proofs/inclusion"
      })
  void shouldRefuseWhatMakesNoSense(String path) {
    HttpResponse<String> answer = auditor.send(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_ARGUMENT");
  }

  @Test
  void shouldWaitForACheckpointThatCoversAPosition() {
    appendNow(tenant, 10);
    HttpResponse<String> answer =
        auditor.send("/audit/checkpoint", "Assay-Min-Position", String.valueOf(appended));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(checkpointOf(answer.body()).size()).isGreaterThanOrEqualTo(appended - 20);
    HttpResponse<String> never =
        auditor.send("/audit/checkpoint", "Assay-Min-Position", "9999999", "Prefer", "wait=0");
    assertThat(never.statusCode()).isEqualTo(503);
    assertThat(never.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldBeForAuditorsOnlyAndHideOtherTenantsTrees() {
    QueryServer.Client admin = server.as(new TenantId(tenant), Role.TENANT_ADMIN, Role.OPERATOR);
    Stream.of(
            "/audit/checkpoint",
            "/audit/public-key",
            "/audit/proofs/inclusion?eventId=" + events.getFirst(),
            "/audit/proofs/consistency?from=1",
            "/audit/logs/global/checkpoint",
            "/audit/logs/tenant/tile/0/000",
            "/audit/logs/tenant/tile/entries/000")
        .forEach(path -> assertThat(admin.send(path).statusCode()).as(path).isEqualTo(403));
    QueryServer.Client stranger = server.as(new TenantId(Uuids.next()), Role.AUDITOR);
    assertThat(stranger.send("/audit/checkpoint").body())
        .doesNotContain(checkpoint("tenant").origin());
    assertThat(stranger.send("/audit/proofs/inclusion?eventId=" + events.getFirst()).statusCode())
        .isEqualTo(404);
    assertThat(stranger.send("/audit/logs/global/tile/0/000").statusCode()).isEqualTo(200);
  }

  private Checkpoint checkpoint(String tree) {
    return checkpointOf(text("/audit/checkpoint?tree=" + tree));
  }

  private static Checkpoint checkpointOf(String note) {
    return Checkpoint.parse(Note.parse(note).text());
  }

  private static Checkpoint verified(String text, List<VerifierKey> keys) {
    Note note = Note.parse(text);
    assertThat(note.verifiedBy(keys)).isEqualTo(keys);
    return Checkpoint.parse(note.text());
  }

  private static InclusionProof inclusion(JsonNode proof) {
    return new InclusionProof(
        proof.at("/leafIndex").longValue(), proof.at("/treeSize").longValue(), hashes(proof));
  }

  private static List<Hash> hashes(JsonNode answer) {
    return answer.at("/hashes").valueStream().map(LedgerApiTest::hash).toList();
  }

  private static Hash hash(JsonNode node) {
    return Hash.fromBase64(node.stringValue());
  }

  private static List<Hash> tile(byte[] bytes) {
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += Hash.LENGTH) {
      hashes.add(Hash.of(java.util.Arrays.copyOfRange(bytes, i, i + Hash.LENGTH)));
    }
    return hashes;
  }

  private static List<byte[]> entries(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bundle);
    while (buffer.hasRemaining()) {
      byte[] entry = new byte[Short.toUnsignedInt(buffer.getShort())];
      buffer.get(entry);
      entries.add(entry);
    }
    return entries;
  }

  private String text(String path) {
    HttpResponse<String> answer = auditor.send(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    return answer.body();
  }

  private byte[] raw(String path) {
    HttpResponse<byte[]> answer = auditor.bytes(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    return answer.body();
  }
}
