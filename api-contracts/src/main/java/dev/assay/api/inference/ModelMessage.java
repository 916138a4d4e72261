package dev.assay.api.inference;

/** One message of a prompt. */
public record ModelMessage(Speaker speaker, String text) {
  /** Who says it. */
  public enum Speaker {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
