package dev.assay.qa.ledger;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What anybody may ask of a witness. */
final class WitnessClient {
  private static final int CONFLICT = 409;

  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  WitnessClient(String url) {
    this.url = url;
  }

  /**
   * Shows a checkpoint. Returns the size that the witness has seen, where it is not the one that
   * the proof begins with. What it refuses it writes into its journal.
   */
  long show(AddCheckpoint request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
                .POST(BodyPublishers.ofString(request.toString()))
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode() == CONFLICT
        ? Long.parseLong(answer.body().strip())
        : request.oldSize();
  }

  /** The checkpoint of a log that it has cosigned last. */
  Optional<Checkpoint> latest(String origin) throws IOException, InterruptedException {
    byte[] name = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).bytes();
    URI address = URI.create(url + "/" + HexFormat.of().formatHex(name) + "/checkpoint");
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    return answer.statusCode() == 200
        ? Optional.of(Checkpoint.parse(Note.parse(answer.body()).text()))
        : Optional.empty();
  }
}
