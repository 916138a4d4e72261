package dev.assay.eventstore.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A witness as C2SP tlog-witness says, in memory. It trusts the first key that it sees for an
 * origin.
 */
public final class TestWitness implements AutoCloseable {
  private final NoteSigner signer;
  private final HttpServer server;
  private final Map<String, Checkpoint> seen = new HashMap<>();
  private final List<Checkpoint> cosigned = new ArrayList<>();
  private @Nullable Integer always;
  private boolean slow;

  private record Answer(int status, String body) {}

  public TestWitness(String name) throws IOException {
    signer = NoteSigner.generate(name, SignatureType.COSIGNATURE, new SecureRandom());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/add-checkpoint", this::addCheckpoint);
    server.start();
  }

  public LedgerProperties.Witness asConfigured() {
    return new LedgerProperties.Witness(
        "http://localhost:" + server.getAddress().getPort(), key().toString());
  }

  public VerifierKey key() {
    return signer.verifierKey();
  }

  /** Everything it has cosigned, in order. */
  public synchronized List<Checkpoint> cosigned() {
    return List.copyOf(cosigned);
  }

  /** From now on it answers this, whatever it is shown; null lets it be a witness again. */
  public synchronized void answersAlways(@Nullable Integer status) {
    always = status;
  }

  /** From now on it takes a minute for each answer. */
  public synchronized void becomesSlow() {
    slow = true;
  }

  /** It has seen this elsewhere. */
  public synchronized void hasSeen(Checkpoint checkpoint) {
    seen.put(checkpoint.origin(), checkpoint);
  }

  private void addCheckpoint(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (isSlow()) {
      return; // and never answers: the exchange stays open
    }
    Answer answer = answer(AddCheckpoint.parse(body));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized boolean isSlow() {
    return slow;
  }

  private synchronized Answer answer(AddCheckpoint request) {
    if (always != null) {
      return new Answer(always, "");
    }
    Note note = request.checkpoint();
    Checkpoint shown = Checkpoint.parse(note.text());
    Checkpoint last =
        seen.getOrDefault(shown.origin(), new Checkpoint(shown.origin(), 0, Hash.ofEmptyTree()));
    if (request.oldSize() > shown.size()) {
      return new Answer(400, "");
    }
    if (request.oldSize() != last.size()) {
      return new Answer(409, last.size() + "\n");
    }
    if (!request.consistencyWith(shown).verifies(last.root(), shown.root())) {
      return new Answer(422, "");
    }
    seen.put(shown.origin(), shown);
    cosigned.add(shown);
    return new Answer(200, signer.sign(note.text(), Instant.now()).line());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
