package dev.assay.inference.testing;

import java.time.Duration;

/** What a scripted model server does with a call. */
public sealed interface Reply {
  /**
   * An answer; as a stream where the caller asks for one, word by word.
   *
   * @param latency before the first byte
   * @param pause between two pieces of a stream
   */
  record Answer(String text, String finishReason, Duration latency, Duration pause)
      implements Reply {
    public Answer after(Duration newLatency) {
      return new Answer(text, finishReason, newLatency, pause);
    }

    public Answer withPauses(Duration newPause) {
      return new Answer(text, finishReason, latency, newPause);
    }
  }

  /** An error in OpenAI's form. */
  record Refusal(int status, String code, String message) implements Reply {}

  /** The connection is cut before a byte is sent. */
  record Disconnect() implements Reply {}

  /** The stream ends in the middle, without a finish reason. */
  record BreakOff(String text) implements Reply {}

  /** No byte comes until the server closes. */
  record Hang() implements Reply {}

  /**
   * Headers come, then only comments of the stream, until the caller leaves or the server closes.
   */
  record Stall() implements Reply {}

  /** Status 200 with something that is not the protocol. */
  record Nonsense(String body) implements Reply {}

  static Answer text(String text) {
    return new Answer(text, "stop", Duration.ZERO, Duration.ZERO);
  }

  static Refusal status(int status) {
    return new Refusal(status, "error_" + status, "scripted");
  }
}
