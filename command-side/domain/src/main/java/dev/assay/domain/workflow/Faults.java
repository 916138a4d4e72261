package dev.assay.domain.workflow;

import org.jspecify.annotations.Nullable;

/** Is told what is wrong with an input. */
@FunctionalInterface
public interface Faults {
  /**
   * Tells one fault.
   *
   * @param pointer JSON pointer into the input
   * @param code such as {@code required}, {@code type}, {@code unknown-member}
   * @param detail "Expected …, but …"
   * @param hint what to write instead; null where there is no good advice
   */
  void add(String pointer, String code, String detail, @Nullable String hint);
}
