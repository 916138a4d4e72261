package dev.assay.api.inference;

import dev.assay.api.privacy.Personal;

/** One message of a prompt. */
public record ModelMessage(Speaker speaker, @Personal String text) {
  /** Who says it. */
  public enum Speaker {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
