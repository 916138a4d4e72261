package dev.assay.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Assay;
import dev.assay.cli.Cli;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessCommandTest {
  private static final Pattern LISTENS = Pattern.compile("listens on (http://\\S+) ");

  @TempDir Path folder;

  private final Cli cli = new Cli();
  private final LogUnderTest log = new LogUnderTest("log.example", 1);

  @Test
  void shouldMakeAKeyThatOnlyItsOwnerCanRead() throws IOException {
    Path file = folder.resolve("keys/witness.key");
    Cli.Result made = makeKey(file);

    assertThat(made.exitCode()).isZero();
    VerifierKey vkey = VerifierKey.parse(made.out().strip());
    assertThat(vkey.name()).isEqualTo("witness.example");
    assertThat(Files.readString(file)).startsWith("PRIVATE+KEY+witness.example+").endsWith("\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(WitnessKeyFile.read(file).verifierKey()).isEqualTo(vkey);
    assertThat(cli.run("witness-key", "--name", "w", "--key-file", file + "2", "--json").out())
        .contains("\"vkey\"", "w+");
  }

  @Test
  void shouldNeverReplaceAKey() throws IOException {
    Path file = folder.resolve("witness.key");
    makeKey(file);
    String before = Files.readString(file);
    assertThat(makeKey(file).exitCode()).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void shouldAnswerWrongUseWithTwo() throws IOException {
    Path key = folder.resolve("witness.key");
    makeKey(key);
    assertThat(cli.run("witness").exitCode()).isEqualTo(2);
    assertThat(cli.run("witness-key", "--name", "a b", "--key-file", key + "x").exitCode())
        .isEqualTo(2);
    assertThat(run(folder.resolve("none").toString(), log.vkey()).err())
        .contains("make one with assay witness-key");
    assertThat(run(key.toString(), "no-key").exitCode()).isEqualTo(2);
    assertThat(run(key.toString(), WitnessKeyFile.read(key).verifierKey().toString()).err())
        .contains("Expected the key of a log");
    assertThat(run(key.toString(), log.vkey(), "--port", "70000").exitCode()).isEqualTo(2);
    assertThat(run(key.toString(), log.vkey(), "--address", "no.invalid").exitCode()).isEqualTo(2);
    Files.writeString(folder.resolve("spoilt"), "PRIVATE+KEY+x+y+z");
    assertThat(run(folder.resolve("spoilt").toString(), log.vkey()).exitCode()).isEqualTo(2);
  }

  @Test
  void shouldRememberWhatItCosignedWhenItIsKilled() throws Exception {
    Path key = folder.resolve("witness.key");
    VerifierKey vkey = VerifierKey.parse(makeKey(key).out().strip());
    int size = 0;
    for (int kill = 0; kill < 3; kill++) {
      try (Running witness = start(key)) {
        for (int step = 0; step < 5; step++) {
          HttpResponse<String> answer = witness.add(log.request(size, size + 1));
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          size++;
          Note note = Note.parse(log.checkpoint(size) + answer.body());
          assertThat(note.verifiedBy(List.of(vkey))).hasSize(1);
        }
      }
    }
    try (Running witness = start(key)) {
      assertThat(witness.add(log.request(0, 1)).body()).isEqualTo(size + "\n");
    }
  }

  private Cli.Result makeKey(Path file) {
    return cli.run("witness-key", "--name", "witness.example", "--key-file", file.toString());
  }

  private Cli.Result run(String keyFile, String vkey, String... more) {
    String[] args = {
      "witness", "--key-file", keyFile, "--log", vkey, "--state-dir", folder.resolve("s").toString()
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return cli.run(all);
  }

  private Running start(Path key) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Assay.class.getName(),
            "witness",
            "--key-file",
            key.toString(),
            "--log",
            log.vkey(),
            "--state-dir",
            folder.resolve("state").toString(),
            "--port",
            "0");
    Process process = builder.redirectErrorStream(true).start();
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        return new Running(process, URI.create(listens.group(1)));
      }
    }
    throw new IllegalStateException("Expected a witness to start, but it said: " + said);
  }

  /** A witness in a process of its own; closing kills it without warning. */
  private record Running(Process process, URI url) implements AutoCloseable {
    HttpResponse<String> add(String body) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/add-checkpoint"))
              .POST(BodyPublishers.ofString(body))
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}
