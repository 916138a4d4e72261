package dev.assay.eventstore.ledger.witness;

import dev.assay.verifier.encoding.Decimal;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Talks C2SP tlog-witness to one witness. Believes only what its key has signed. */
final class WitnessConnection {
  private static final int LONGEST_ANSWER = 100_000;

  private final String url;
  private final VerifierKey key;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param url the submission prefix; also asked for what the witness has seen
   */
  WitnessConnection(String url, VerifierKey key, Duration timeout) {
    if (key.type() != SignatureType.COSIGNATURE) {
      throw new IllegalArgumentException(
          "Expected a witness's key to be one for cosignatures (type 0x04), but it is " + key);
    }
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.key = key;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  String name() {
    return key.name();
  }

  /** Shows a checkpoint. Never throws for what the witness does. */
  WitnessAnswer show(AddCheckpoint request) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              to("/add-checkpoint").POST(BodyPublishers.ofString(request.toString())).build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
      return read(answer, request.checkpoint());
    } catch (IOException | Malformed e) {
      return new WitnessAnswer.Unusable(String.valueOf(e.getMessage()));
    }
  }

  private WitnessAnswer read(HttpResponse<byte[]> answer, Note checkpoint) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return switch (answer.statusCode()) {
      case 200 -> cosigned(body, checkpoint);
      case 409 -> new WitnessAnswer.Expects(Decimal.parse(body.strip()));
      case 422 -> new WitnessAnswer.Inconsistent();
      case 404 -> new WitnessAnswer.Unusable("it does not know this log");
      case 403 -> new WitnessAnswer.Unusable("it does not know a key of this log");
      default -> new WitnessAnswer.Unusable("it answered " + answer.statusCode());
    };
  }

  private WitnessAnswer cosigned(String lines, Note checkpoint) {
    List<NoteSignature> own =
        Note.parse(checkpoint.text() + "\n" + lines).signatures().stream()
            .filter(signature -> key.verifies(checkpoint.text(), signature))
            .toList();
    return own.isEmpty()
        ? new WitnessAnswer.Unusable("its answer has no signature of the key " + key)
        : new WitnessAnswer.Cosigned(own, key.timeOf(own.getFirst()).orElse(Instant.EPOCH));
  }

  /** The checkpoint of a log that the witness cosigned last, where it shows it. */
  Optional<Note> lastSeen(String origin) throws InterruptedException {
    String hash =
        HexFormat.of().formatHex(Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).bytes());
    try {
      HttpResponse<byte[]> answer =
          client.send(
              to("/" + hash + "/checkpoint").GET().build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
      return answer.statusCode() == 200 ? Optional.of(Note.parse(answer.body())) : Optional.empty();
    } catch (IOException | Malformed e) {
      return Optional.empty();
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(timeout);
  }
}
