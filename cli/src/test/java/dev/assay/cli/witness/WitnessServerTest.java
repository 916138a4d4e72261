package dev.assay.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C2SP tlog-witness over real HTTP. */
class WitnessServerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String TENANT = "/tenant/5f0c4d7e-8f5b-4b5e-9d55-2f6f0d1f9a01";

  @TempDir Path folder;

  private final LogUnderTest log = new LogUnderTest("log.example", 1);
  private final LogUnderTest other = new LogUnderTest("other.example", 2);
  private final NoteSigner signer =
      NoteSigner.ofSeed("witness.example", SignatureType.COSIGNATURE, new byte[32]);
  private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient client = HttpClient.newHttpClient();
  private SeenHeads seen;
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    seen = SeenHeads.open(folder);
    WatchedLogs logs =
        new WatchedLogs(
            List.of(VerifierKey.parse(log.vkey()), VerifierKey.parse(other.vkey())), true);
    Witness witness = new Witness(signer, logs, seen, InstantSource.fixed(NOW), journal::add);
    server =
        WitnessServer.start(
            witness, journal::add, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    seen.close();
  }

  @Test
  void shouldCosignTheFirstCheckpointAndThoseThatGrewFromIt() throws Exception {
    HttpResponse<String> first = add(log.request(0, 5));

    assertThat(first.statusCode()).isEqualTo(200);
    Note cosigned = Note.parse(log.checkpoint(5) + first.body());
    assertThat(cosigned.verifiedBy(List.of(signer.verifierKey()))).hasSize(1);
    assertThat(signer.verifierKey().timeOf(cosigned.signatures().get(1))).contains(NOW);

    assertThat(add(log.request(5, 9)).statusCode()).isEqualTo(200);
    assertThat(add(log.request(9, 9)).statusCode()).isEqualTo(200);
    assertThat(add(log.request(9, 300)).statusCode()).isEqualTo(200);
    assertThat(add(other.request(0, 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldCosignAnEmptyTreeFirst() throws Exception {
    assertThat(add(log.request(0, 0)).statusCode()).isEqualTo(200);
    assertThat(add(log.request(0, 3)).statusCode()).isEqualTo(200);
    assertThat(add(other.request(0, List.of(), other.checkpoint(0, Hash.sha256()))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldAnswer422ToAnEmptyTreeWithAnotherRoot() throws Exception {
    Note wrong = log.checkpoint(0, Hash.sha256(new byte[1]));
    assertThat(add(log.request(0, List.of(), wrong)).statusCode()).isEqualTo(422);
  }

  @Test
  void shouldAnswer409WithTheSizeThatWasSeen() throws Exception {
    assertThat(add(log.request(3, 5)).statusCode()).isEqualTo(409);
    assertThat(add(log.request(3, 5)).body()).isEqualTo("0\n");
    add(log.request(0, 5));

    HttpResponse<String> conflict = add(log.request(0, 9));

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).isEqualTo("5\n");
    assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(add(log.request(3, 4)).body()).isEqualTo("5\n");
  }

  @Test
  void shouldAnswer422ToProofsThatFail() throws Exception {
    Hash hash = Hash.sha256(new byte[1]);
    assertThat(add(log.request(0, List.of(hash), log.checkpoint(5))).statusCode()).isEqualTo(422);
    add(log.request(0, 5));
    assertThat(add(log.request(5, List.of(hash), log.checkpoint(9))).statusCode()).isEqualTo(422);
    assertThat(add(log.request(5, List.of(), log.checkpoint(9))).statusCode()).isEqualTo(422);
    assertThat(add(log.request(5, List.of(hash), log.checkpoint(5))).statusCode()).isEqualTo(422);
    assertThat(add(log.request(5, 9)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldKeepACheckpointThatContradictsWhatWasSeen() throws Exception {
    add(log.request(0, 5));
    Note contradiction = log.checkpoint(5, Hash.sha256(new byte[1]));

    assertThat(add(log.request(5, List.of(), contradiction)).statusCode()).isEqualTo(422);
    assertThat(add(log.request(5, List.of(), contradiction)).statusCode()).isEqualTo(422);

    List<Path> kept;
    try (Stream<Path> files = Files.list(folder)) {
      kept = files.filter(file -> file.toString().endsWith(".contradiction")).toList();
    }
    assertThat(kept).hasSize(1);
    assertThat(Files.readString(kept.getFirst())).isEqualTo(contradiction.toString());
    assertThat(journal.getLast()).contains("refused log.example size 5", "not consistent");
  }

  @Test
  void shouldAnswer404ToLogsThatAreNotWatched() throws Exception {
    LogUnderTest stranger = new LogUnderTest("stranger.example", 1);
    assertThat(add(stranger.request(0, 5)).statusCode()).isEqualTo(404);
    LogUnderTest tenantOfStranger = new LogUnderTest("stranger.example" + TENANT, 1);
    assertThat(add(tenantOfStranger.request(0, 5)).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldWatchTheTenantsOfALogUnderItsKey() throws Exception {
    LogUnderTest tenant = new LogUnderTest("log.example" + TENANT, "log.example", 1);
    assertThat(add(tenant.request(0, 5)).statusCode()).isEqualTo(200);
    assertThat(add(log.request(0, 3)).statusCode()).isEqualTo(200);
    assertThat(add(tenant.request(5, 6)).statusCode()).isEqualTo(200);

    WatchedLogs without = new WatchedLogs(List.of(VerifierKey.parse(log.vkey())), false);
    assertThat(without.keysOf(tenant.origin())).isEmpty();
    assertThat(without.keysOf(log.origin())).hasSize(1);
  }

  @Test
  void shouldAnswer403WithoutASignatureOfTheLog() throws Exception {
    LogUnderTest impostor = new LogUnderTest("log.example", 9);
    assertThat(add(impostor.request(0, 5)).statusCode()).isEqualTo(403);

    Note good = log.checkpoint(5);
    NoteSignature signature = good.signatures().getFirst();
    NoteSignature forged = new NoteSignature(signature.name(), signature.keyId(), new byte[64]);
    Note note = new Note(good.text(), List.of(forged));
    assertThat(add(log.request(0, List.of(), note)).statusCode()).isEqualTo(403);
    assertThat(add(log.request(0, List.of(), good.with(forged))).statusCode()).isEqualTo(403);
    assertThat(latest(log.origin()).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAnswer400ToWhatIsNoRequest() throws Exception {
    assertThat(add("").statusCode()).isEqualTo(400);
    assertThat(add("old x\n\n" + log.checkpoint(5)).statusCode()).isEqualTo(400);
    assertThat(add("old 0\n\nno checkpoint\n\n" + log.checkpoint(5)).statusCode()).isEqualTo(400);
    assertThat(add("old 6\n\n" + log.checkpoint(5)).statusCode()).isEqualTo(400);
    String hashes = (Hash.sha256() + "\n").repeat(64);
    assertThat(add("old 1\n" + hashes + "\n" + log.checkpoint(5)).statusCode()).isEqualTo(400);
    assertThat(add("x".repeat(256 * 1024 + 1)).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswer405And404ToOtherRequests() throws Exception {
    assertThat(get("/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(get("/add-checkpoint").headers().firstValue("Allow")).contains("POST");
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/../lock").statusCode()).isEqualTo(404);
    assertThat(get("/" + "a".repeat(63) + "/checkpoint").statusCode()).isEqualTo(404);
    assertThat(post("/" + "a".repeat(64) + "/checkpoint", "x").statusCode()).isEqualTo(405);
  }

  @Test
  void shouldShowMonitorsTheLatestCheckpointWithoutForeignSignatures() throws Exception {
    assertThat(latest(log.origin()).statusCode()).isEqualTo(404);
    NoteSigner stranger = NoteSigner.ofSeed("s.example", SignatureType.ED25519, new byte[32]);
    Note signedTwice =
        log.checkpoint(5).with(stranger.sign(log.checkpoint(5).text(), Instant.EPOCH));
    add(log.request(0, List.of(), signedTwice));

    HttpResponse<String> answer = latest(log.origin());

    assertThat(answer.statusCode()).isEqualTo(200);
    Note note = Note.parse(answer.body());
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(5);
    assertThat(note.signatures()).hasSize(2);
    assertThat(note.verifiedBy(List.of(signer.verifierKey(), VerifierKey.parse(log.vkey()))))
        .hasSize(2);
  }

  @Test
  void shouldNeverGoBackWhenManySubmitAtOnce() throws Exception {
    add(log.request(0, 10));
    List<Integer> sizes = IntStream.rangeClosed(11, 60).boxed().toList();
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int size : sizes) {
        answers.add(threads.submit(() -> add(log.request(10, size)).statusCode()));
      }
    }
    assertThat(answers.stream().map(WitnessServerTest::result).filter(s -> s == 200)).hasSize(1);
    assertThat(answers.stream().map(WitnessServerTest::result).filter(s -> s == 409))
        .hasSize(sizes.size() - 1);
  }

  @Test
  void shouldRememberAfterARestart() throws Exception {
    add(log.request(0, 7));
    stop();
    start();
    assertThat(add(log.request(0, 9)).body()).isEqualTo("7\n");
    assertThat(latest(log.origin()).statusCode()).isEqualTo(200);
    assertThat(add(log.request(7, 9)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotShareItsStateWithASecondWitness() {
    assertThatThrownBy(() -> SeenHeads.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the only witness");
  }

  @Test
  void shouldSignNothingWhenItsStateCannotBeRead() throws Exception {
    add(log.request(0, 7));
    Files.writeString(folder.resolve(SeenHeads.nameOf(log.origin()) + ".checkpoint"), "damaged");
    HttpResponse<String> answer = add(log.request(0, 9));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("nothing was signed");
    assertThat(journal.getLast()).startsWith("failed: ");
  }

  private static int result(Future<Integer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private HttpResponse<String> add(String body) throws IOException, InterruptedException {
    return post("/add-checkpoint", body);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> latest(String origin) throws IOException, InterruptedException {
    return get("/" + SeenHeads.nameOf(origin) + "/checkpoint");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path)).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
