package dev.assay.api.replay;

import dev.assay.api.privacy.Clear;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of deciding an execution anew.
 *
 * @param events how many the record has
 * @param verified how many came out the same before the first that did not
 * @param commands how many were carried out
 * @param recordedHash over the events as recorded, up to and with the first divergence
 * @param replayedHash over the same as decided anew
 * @param inputs what was taken from the record instead of decided, by kind, and how often
 * @param pending commands that were due when the record was read and are not in it yet
 * @param divergence null unless {@code outcome} is DIVERGED or NOT_VERIFIABLE
 * @param reason why it is not verifiable; else null
 */
public record Verification(
    Outcome outcome,
    int events,
    int verified,
    int commands,
    @Clear String recordedHash,
    @Clear String replayedHash,
    Map<String, Integer> inputs,
    int pending,
    @Nullable Divergence divergence,
    @Clear @Nullable String reason) {

  /** EQUAL: every event came out as it was recorded, and no other. */
  public enum Outcome {
    EQUAL,
    DIVERGED,
    /** Texts that decisions rest on have been erased: neither equal nor diverged can be said. */
    NOT_VERIFIABLE
  }

  public Verification {
    inputs = Map.copyOf(inputs);
  }
}
