package dev.assay.replay.verification;

import dev.assay.api.id.Hashes;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Counts what a replay does, and chains the hashes of both sides. */
final class Tally {
  private final Map<String, Integer> inputs = new TreeMap<>();
  private String recorded = Hashes.ofText("");
  private String replayed = Hashes.ofText("");
  private int verified;
  private int commands;
  private int pending;

  void command() {
    commands++;
  }

  void input(String kind) {
    inputs.merge(kind, 1, Integer::sum);
  }

  void isPending() {
    pending++;
  }

  /** Answers whether both are the same. */
  boolean compare(ObjectNode expected, ObjectNode got) {
    String expectedHash = Hashes.ofJson(expected);
    String gotHash = Hashes.ofJson(got);
    chain(expectedHash, gotHash);
    boolean same = expectedHash.equals(gotHash);
    verified += same ? 1 : 0;
    return same;
  }

  /** One side has nothing. */
  void onlyOne(ObjectNode one, boolean isRecorded) {
    String hash = Hashes.ofJson(one);
    chain(isRecorded ? hash : "", isRecorded ? "" : hash);
  }

  /** A command of which the record has nothing either could not be carried out. */
  void replayedNothing() {
    chain("", "fault");
  }

  String recorded() {
    return recorded;
  }

  String replayed() {
    return replayed;
  }

  int verified() {
    return verified;
  }

  int commands() {
    return commands;
  }

  int pending() {
    return pending;
  }

  Map<String, Integer> inputs() {
    return Map.copyOf(inputs);
  }

  private void chain(String expected, String got) {
    recorded = Hashes.ofText(recorded + expected);
    replayed = Hashes.ofText(replayed + got);
  }
}
