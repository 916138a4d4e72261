package dev.assay.verifier.program;

import dev.assay.verifier.bundle.KeptCheckpoint;
import dev.assay.verifier.bundle.KeySource;
import dev.assay.verifier.bundle.KnownLogs;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asks for.
 *
 * @param keys vkeys of logs, or files with them
 * @param witnesses vkeys of witnesses, or files with them
 * @param minWitnesses how many of them must have seen the checkpoints; all if nothing is said
 * @param previous a checkpoint of the tenant that was kept, or a bundle with one
 * @param environment where {@code ASSAY_LEDGER_KEY} and {@code HOME} are looked up
 */
public record VerifyRequest(
    Path bundle,
    List<String> keys,
    List<String> witnesses,
    OptionalInt minWitnesses,
    Optional<Path> previous,
    Optional<Path> knownLogs,
    Map<String, String> environment) {
  private static final String KEY_VARIABLE = "ASSAY_LEDGER_KEY";
  private static final int LARGEST_FILE = 1_000_000;

  /** Reads the keys and files that are named. */
  public Trust trust() throws IOException {
    try {
      return readTrust();
    } catch (IllegalArgumentException wrong) {
      throw new WrongUse(String.valueOf(wrong.getMessage()));
    }
  }

  private Trust readTrust() throws IOException {
    String inEnvironment = environment.getOrDefault(KEY_VARIABLE, "").strip();
    boolean isOption = !keys.isEmpty();
    List<VerifierKey> logKeys =
        isOption
            ? keysOf(keys)
            : inEnvironment.isEmpty() ? List.of() : keysOf(List.of(inEnvironment));
    List<VerifierKey> witnessKeys = keysOf(witnesses);
    return new Trust(
        logKeys,
        isOption ? KeySource.OPTION : KeySource.ENVIRONMENT,
        known(),
        witnessKeys,
        minWitnesses.orElse((int) witnessKeys.stream().distinct().count()),
        previousNote());
  }

  private Optional<Note> previousNote() throws IOException {
    if (previous.isEmpty()) {
      return Optional.empty();
    }
    requireFile(previous.get());
    return Optional.of(KeptCheckpoint.read(previous.get()));
  }

  private KnownLogs known() throws IOException {
    Path file = knownLogs.orElse(defaultKnownLogs(environment));
    if (knownLogs.isEmpty() && !Files.isRegularFile(file)) {
      return KnownLogs.NONE;
    }
    return KnownLogs.parse(text(file));
  }

  /** {@code ~/.assay/known-logs}, which {@code assay audit export} keeps. */
  public static Path defaultKnownLogs(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", "."), ".assay", "known-logs");
  }

  private static List<VerifierKey> keysOf(List<String> named) throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String keyOrFile : named) {
      try {
        keys.addAll(KnownLogs.parse(textOf(keyOrFile)).keys());
      } catch (Malformed wrong) {
        throw new WrongUse(wrong.getMessage() + " (and there is no file of that name)");
      }
    }
    return keys;
  }

  private static String textOf(String keyOrFile) throws IOException {
    File file = new File(keyOrFile);
    return file.isFile() ? text(file.toPath()) : keyOrFile;
  }

  private static String text(Path file) throws IOException {
    requireFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new WrongUse("Expected at most 1 MB in " + file + ", but there is more");
      }
      return Utf8.decode(bytes);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WrongUse("Expected a file " + file + ", but there is none");
    }
  }
}
