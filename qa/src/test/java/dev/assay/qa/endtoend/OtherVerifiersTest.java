package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The proofs of a running server before a verifier that others wrote. */
@ExtendWith(OneServer.Extension.class)
class OtherVerifiersTest {
  private static final int EVENTS = 25;

  private final OneServer server;

  OtherVerifiersTest(OneServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "global"})
  void shouldAcceptOurInclusionProofsAndCheckpoints(String tree)
      throws InclusionProofVerificationException, RekorParseException {
    Api auditor = server.with("auditor");
    List<VerifierKey> keys = keys(auditor);
    JsonNode events = auditor.get("/audit/events?limit=" + EVENTS).body().get("items");
    assertThat(events).isNotEmpty();
    for (JsonNode event : events) {
      String id = event.get("eventId").stringValue();
      JsonNode proof = proof(auditor, id, tree);

      InclusionProofVerifier.verify(
          bytes(proof.get("leafHash")),
          proof.get("leafIndex").longValue(),
          proof.get("treeSize").longValue(),
          path(proof),
          bytes(proof.get("rootHash")));

      String checkpoint = proof.get("checkpoint").stringValue();
      RekorEntry.Checkpoint read = Checkpoints.from(checkpoint);
      assertThat(read.getSize()).isEqualTo(proof.get("treeSize").longValue());
      assertThat(read.getBase64Hash()).isEqualTo(proof.get("rootHash").stringValue());
      assertThat(Note.parse(checkpoint).verifiedBy(keys)).isNotEmpty();
    }
  }

  @Test
  void shouldRefuseAProofForAnotherEvent() {
    Api auditor = server.with("auditor");
    JsonNode events = auditor.get("/audit/events?limit=2").body().get("items");
    JsonNode one = proof(auditor, events.get(0).get("eventId").stringValue(), "tenant");
    JsonNode two = proof(auditor, events.get(1).get("eventId").stringValue(), "tenant");

    assertThat(verifies(one, one)).isTrue();
    assertThat(verifies(one, two)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "global"})
  void shouldOnlyGrow(String tree) {
    Api auditor = server.with("auditor");
    Checkpoint before = checkpoint(auditor, tree);
    server
        .with("designer")
        .put("/agents/" + OneServer.aName("grown"), ExecutionControlTest.anAgentOn("default"));
    Checkpoint after =
        await().until(() -> checkpoint(auditor, tree), now -> now.size() > before.size());

    JsonNode answer =
        auditor
            .get(
                "/audit/proofs/consistency?from=%d&to=%d&tree=%s"
                    .formatted(before.size(), after.size(), tree))
            .body();
    List<Hash> hashes = new ArrayList<>();
    answer.get("hashes").forEach(hash -> hashes.add(Hash.fromBase64(hash.stringValue())));
    ConsistencyProof proof = new ConsistencyProof(before.size(), after.size(), hashes);
    assertThat(proof.verifies(before.root(), after.root())).isTrue();
  }

  /** A checkpoint covers an event within a second of its order. */
  private static JsonNode proof(Api auditor, String eventId, String tree) {
    String path = "/audit/proofs/inclusion?eventId=" + eventId + "&tree=" + tree;
    Answer answer = await().until(() -> auditor.get(path), it -> it.status() == 200);
    return answer.body();
  }

  private static Checkpoint checkpoint(Api auditor, String tree) {
    Answer answer = auditor.get("/audit/checkpoint?tree=" + tree);
    Note note = Note.parse(answer.response().body());
    assertThat(note.verifiedBy(keys(auditor))).isNotEmpty();
    return Checkpoint.parse(note.text());
  }

  private static List<VerifierKey> keys(Api auditor) {
    return auditor
        .get("/audit/public-key")
        .response()
        .body()
        .lines()
        .map(VerifierKey::parse)
        .toList();
  }

  private static boolean verifies(JsonNode proof, JsonNode leaf) {
    try {
      InclusionProofVerifier.verify(
          bytes(leaf.get("leafHash")),
          proof.get("leafIndex").longValue(),
          proof.get("treeSize").longValue(),
          path(proof),
          bytes(proof.get("rootHash")));
      return true;
    } catch (InclusionProofVerificationException refused) {
      return false;
    }
  }

  private static List<byte[]> path(JsonNode proof) {
    List<byte[]> path = new ArrayList<>();
    proof.get("hashes").forEach(hash -> path.add(bytes(hash)));
    return path;
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.stringValue());
  }
}
