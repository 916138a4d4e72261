package dev.assay.verifier.bundle;

import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/**
 * What is believed before a bundle is opened.
 *
 * @param logKeys keys of logs that somebody named; the known logs count only if there are none
 * @param source who named them
 * @param witnesses keys of witnesses; others' cosignatures are passed over
 * @param minWitnesses how many of them must have seen the checkpoints
 * @param previous the tenant's checkpoint that was seen before, which the tree must begin with
 */
public record Trust(
    List<VerifierKey> logKeys,
    KeySource source,
    KnownLogs knownLogs,
    List<VerifierKey> witnesses,
    int minWitnesses,
    Optional<Note> previous) {

  public Trust {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    requireType(logKeys, SignatureType.ED25519, "log");
    requireType(witnesses, SignatureType.COSIGNATURE, "witness");
    if (minWitnesses < 0 || minWitnesses > witnesses.stream().distinct().count()) {
      throw new IllegalArgumentException(
          "Expected at least as many witness keys as cosignatures are asked for, %d, but there are %d"
              .formatted(minWitnesses, witnesses.size()));
    }
  }

  /** Believes these keys of logs and asks for no witness. */
  public static Trust in(List<VerifierKey> logKeys) {
    return new Trust(logKeys, KeySource.OPTION, KnownLogs.NONE, List.of(), 0, Optional.empty());
  }

  public Trust withWitnesses(List<VerifierKey> keys, int atLeast) {
    return new Trust(logKeys, source, knownLogs, keys, atLeast, previous);
  }

  public Trust withPrevious(Note checkpoint) {
    return new Trust(logKeys, source, knownLogs, witnesses, minWitnesses, Optional.of(checkpoint));
  }

  /** The keys to use for the log with this origin, given what the bundle brings. */
  ChosenKeys choose(String origin, List<VerifierKey> inBundle) {
    if (!logKeys.isEmpty()) {
      return new ChosenKeys(origin, named(logKeys, origin), source);
    }
    List<VerifierKey> known = knownLogs.of(origin);
    return known.isEmpty()
        ? new ChosenKeys(origin, named(inBundle, origin), KeySource.BUNDLE)
        : new ChosenKeys(origin, known, KeySource.KNOWN_LOGS);
  }

  private static List<VerifierKey> named(List<VerifierKey> keys, String origin) {
    return keys.stream()
        .filter(key -> key.name().equals(origin) && key.type() == SignatureType.ED25519)
        .toList();
  }

  private static void requireType(List<VerifierKey> keys, SignatureType type, String what) {
    for (VerifierKey key : keys) {
      if (key.type() != type) {
        throw new IllegalArgumentException(
            "Expected a key of a %s (%s), but %s is for another use".formatted(what, type, key));
      }
    }
  }
}
