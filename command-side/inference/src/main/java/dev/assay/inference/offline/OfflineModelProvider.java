package dev.assay.inference.offline;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import dev.assay.inference.offline.prompt.CannotAnswer;
import dev.assay.inference.offline.prompt.Prompt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Provider {@code offline}, model {@code extractive-1}: needs no network, costs nothing, and gives
 * the same answer to the same prompt on every machine. Temperature and seed change nothing.
 */
public final class OfflineModelProvider implements ModelProvider {
  /** The longest prompt, all messages together, in UTF-16 units. */
  public static final int LONGEST_PROMPT = 200_000;

  private static final int LONGEST_PIECE = 200;

  private final OfflineEngine engine = new OfflineEngine();

  @Override
  public String name() {
    return "offline";
  }

  @Override
  public Set<String> models() {
    return Set.of(OfflineEngine.MODEL);
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public ModelAnswer call(ModelRequest request, TokenSink sink) throws ModelCallException {
    long started = System.nanoTime();
    check(request);
    String whole = answer(request);
    Integer limit = request.parameters().maxOutputTokens();
    String text = limit == null ? whole : TokenCount.first(limit, whole);
    for (String piece : pieces(text)) {
      sink.delta(piece);
    }
    return new ModelAnswer(
        text,
        name(),
        request.model(),
        OfflineEngine.DIGEST,
        text.length() < whole.length() ? "length" : "stop",
        request.messages().stream().mapToInt(m -> TokenCount.of(m.text())).sum(),
        TokenCount.of(text),
        BigDecimal.ZERO,
        (System.nanoTime() - started) / 1_000_000,
        false);
  }

  private static void check(ModelRequest request) throws ModelCallException {
    if (!request.model().equals(OfflineEngine.MODEL)) {
      throw new ModelCallException(
          ModelErrorClass.UNKNOWN_MODEL,
          "Expected the model %s, but the request names %s"
              .formatted(OfflineEngine.MODEL, request.model()),
          false);
    }
    long length = request.messages().stream().mapToLong(m -> m.text().length()).sum();
    if (length > LONGEST_PROMPT) {
      throw new ModelCallException(
          ModelErrorClass.INVALID_REQUEST,
          "Expected a prompt of at most %d characters, but it has %d"
              .formatted(LONGEST_PROMPT, length),
          false);
    }
    if (!Instant.now().isBefore(request.deadline())) {
      throw new ModelCallException(
          ModelErrorClass.TIMEOUT, "Expected a deadline to come, but it has passed", false);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new ModelCallException(ModelErrorClass.TIMEOUT, "The call was interrupted", true);
    }
  }

  private String answer(ModelRequest request) throws ModelCallException {
    try {
      return engine.answer(Prompt.of(request.messages(), request.outputSchema()));
    } catch (CannotAnswer e) {
      throw new ModelCallException(
          ModelErrorClass.INVALID_REQUEST, String.valueOf(e.getMessage()), false);
    }
  }

  /** Cut after each sentence, so that a listener can read along; together they are the text. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sentence = c == ' ' && i > start && ".!?".indexOf(text.charAt(i - 1)) >= 0;
      boolean tooLong = i - start >= LONGEST_PIECE && !Character.isHighSurrogate(c);
      if (sentence || tooLong) {
        pieces.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }
}
