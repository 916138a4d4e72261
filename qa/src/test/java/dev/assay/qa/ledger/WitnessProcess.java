package dev.assay.qa.ledger;

import dev.assay.cli.Assay;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.signing.LedgerKeys;
import dev.assay.eventstore.ledger.signing.LedgerSigner;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code assay witness} in a process that outlives every sequencer. What it cosigns are sightings;
 * what it refuses as inconsistent is a finding.
 */
final class WitnessProcess implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("listens on (\\S+) .*");
  private static final Pattern COSIGNED =
      Pattern.compile("cosigned (\\S+) size (\\d+) root (\\S+)");
  private static final String REFUSED = "refused ";
  private static final long START_SECONDS = 60;

  private final JavaProcess process;
  private final VerifierKey key;
  private final String url;

  private WitnessProcess(JavaProcess process, VerifierKey key, String url) {
    this.process = process;
    this.key = key;
    this.url = url;
  }

  static WitnessProcess start(Path folder, Sightings sightings) throws Exception {
    NoteSigner signer =
        NoteSigner.generate("witness.test/1", SignatureType.COSIGNATURE, new SecureRandom());
    Path keyFile = Files.writeString(folder.resolve("witness.key"), signer.secret() + "\n");
    List<String> args =
        List.of(
            "witness",
            "--tenants",
            "--port=0",
            "--key-file=" + keyFile,
            "--state-dir=" + folder.resolve("witness"),
            "--log=" + keyOfLog());
    CompletableFuture<String> url = new CompletableFuture<>();
    JavaProcess process =
        JavaProcess.start(
            Assay.class, args, folder.resolve("witness.log"), line -> read(line, url, sightings));
    return new WitnessProcess(
        process, signer.verifierKey(), url.get(START_SECONDS, TimeUnit.SECONDS));
  }

  static VerifierKey keyOfLog() {
    LedgerKeys keys = LedgerKeys.load(LedgerUnderTest.properties());
    return new LedgerSigner(LedgerUnderTest.ORIGIN, keys).verifierKeys().getFirst();
  }

  private static void read(String line, CompletableFuture<String> url, Sightings sightings) {
    Matcher cosigned = COSIGNED.matcher(line);
    Matcher listens = LISTENS.matcher(line);
    if (cosigned.matches()) {
      sightings.saw(
          "the witness",
          new Checkpoint(
              cosigned.group(1),
              Long.parseLong(cosigned.group(2)),
              Hash.fromBase64(cosigned.group(3))));
    } else if (listens.matches()) {
      url.complete(listens.group(1));
    } else if (line.startsWith(REFUSED)) {
      sightings.wrong("inconsistent: the witness " + line);
    }
    // Else it says who it is, or that somebody was killed in the middle of a request.
  }

  LedgerProperties.Witness asConfigured() {
    return new LedgerProperties.Witness(url, key.toString());
  }

  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("Expected a witness that outlives all, but it is dead");
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
