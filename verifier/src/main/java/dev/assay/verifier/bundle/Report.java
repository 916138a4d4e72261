package dev.assay.verifier.bundle;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.BadSignature;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of each check, and what is known of the bundle. It verifies if no check failed. */
public final class Report {
  private final Map<Check, Finding> findings = new EnumMap<>(Check.class);
  private final Map<String, Object> facts = new LinkedHashMap<>();

  Report() {}

  /** A check that says what it found, or throws. */
  @FunctionalInterface
  interface Step {
    String run() throws IOException;
  }

  /** Runs a check and keeps what came of it. */
  void run(Check check, Step step) throws IOException {
    try {
      put(new Finding(check, Outcome.PASSED, step.run(), Optional.empty()));
    } catch (NotVerified wrong) {
      put(new Finding(check, Outcome.FAILED, wrong.expectation(), wrong.place()));
    } catch (Malformed | BadSignature wrong) {
      failed(check, wrong);
    }
  }

  void failed(Check check, RuntimeException wrong) {
    put(new Finding(check, Outcome.FAILED, String.valueOf(wrong.getMessage()), Optional.empty()));
  }

  void skipped(Check check, String why) {
    put(new Finding(check, Outcome.SKIPPED, why, Optional.empty()));
  }

  void fact(String name, Object value) {
    facts.put(name, value);
  }

  boolean hasPassed(Check check) {
    return finding(check).outcome() == Outcome.PASSED;
  }

  private void put(Finding finding) {
    findings.put(finding.check(), finding);
  }

  /** Whether everything that was asked for is proven. */
  public boolean isVerified() {
    return findings().stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED)
        && hasPassed(Check.STRUCTURE)
        && hasPassed(Check.SIGNATURE)
        && hasPassed(Check.LOG)
        && hasPassed(Check.EVENTS)
        && hasPassed(Check.TREE);
  }

  public Finding finding(Check check) {
    return findings.getOrDefault(
        check, new Finding(check, Outcome.SKIPPED, "not reached", Optional.empty()));
  }

  /** One for each check, in order; one of a dossier only where the file is one. */
  public List<Finding> findings() {
    return Arrays.stream(Check.values())
        .filter(check -> check != Check.DOSSIER || findings.containsKey(check))
        .map(this::finding)
        .toList();
  }

  /** The first thing that is wrong. */
  public Optional<Finding> firstBad() {
    return findings().stream().filter(f -> f.outcome() == Outcome.FAILED).findFirst();
  }

  /** Where the first wrong event is, if one is known. */
  public Optional<Place> firstBadPlace() {
    return findings().stream().flatMap(finding -> finding.place().stream()).findFirst();
  }

  /** Log, tenant, tree size, root, leaves, key and what else was read, by name. */
  public Map<String, Object> facts() {
    return Collections.unmodifiableMap(facts);
  }
}
