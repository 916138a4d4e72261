package dev.assay.inference;

import dev.assay.api.inference.ModelAnswer;
import java.util.Set;

/**
 * A place where models are called. Implementations are thread-safe, hold no database connection and
 * never retry by themselves: whether to try again is the aggregate's decision, and every hop is
 * recorded. Each passes {@code ModelProviderContract}.
 */
public interface ModelProvider {
  /** The first part of {@code provider/model}: lower case, without a slash. */
  String name();

  /** The models it is known to have, the preferred one first; empty where any name may exist. */
  Set<String> models();

  /** Whether prompts stay on the installation's own machines ({@code residency: local}). */
  boolean local();

  /**
   * Makes one call and waits for its end. An interrupt ends the call early with {@code TIMEOUT} and
   * leaves the thread's interrupt flag set.
   *
   * @param sink gets each piece of the answer as it is produced; what it got is not the record
   * @return the whole answer, its cost zero (the price list is applied later), its provider {@link
   *     #name()} and its model the one that was asked for or the exact one that answered
   * @throws ModelCallException for everything that keeps an answer from coming; nothing else is
   *     thrown but errors of the JVM and mistakes of this program
   */
  ModelAnswer call(ModelRequest request, TokenSink sink) throws ModelCallException;
}
