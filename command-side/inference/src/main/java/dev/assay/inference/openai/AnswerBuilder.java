package dev.assay.inference.openai;

import dev.assay.inference.TokenSink;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Puts the pieces of one answer together. Used by one thread at a time. */
final class AnswerBuilder {
  /** Longer answers are broken off: no budget of an agent allows so many tokens. */
  private static final int MAX_CHARS = 4_000_000;

  /** What the library reports for a piece after which more pieces come. */
  private static final String NOT_YET = "_UNKNOWN";

  private final StringBuilder text = new StringBuilder();
  private final TokenSink sink;
  private @Nullable String finishReason;
  private @Nullable String model;
  private int tokensIn;
  private int tokensOut;

  AnswerBuilder(TokenSink sink) {
    this.sink = sink;
  }

  void add(ChatResponse piece) {
    Generation generation = piece.getResult();
    if (generation != null) {
      append(generation.getOutput().getText());
      String reason = generation.getMetadata().getFinishReason();
      if (reason != null && !reason.isBlank() && !reason.equals(NOT_YET)) {
        finishReason = reason.toLowerCase(Locale.ROOT);
      }
    }
    String name = piece.getMetadata().getModel();
    if (name != null && !name.isBlank()) {
      model = name;
    }
    Usage usage = piece.getMetadata().getUsage();
    if (usage != null) {
      tokensIn = Math.max(tokensIn, usage.getPromptTokens());
      tokensOut = Math.max(tokensOut, usage.getCompletionTokens());
    }
  }

  private void append(@Nullable String delta) {
    if (delta == null || delta.isEmpty()) {
      return;
    }
    if (text.length() + delta.length() > MAX_CHARS) {
      throw new IllegalStateException("The answer is longer than " + MAX_CHARS + " characters");
    }
    text.append(delta);
    sink.delta(delta);
  }

  String text() {
    return text.toString();
  }

  /** Null where the answer has not come to its end. */
  @Nullable String finishReason() {
    return finishReason;
  }

  String modelOr(String requested) {
    return model == null ? requested : model;
  }

  int tokensInOr(int estimate) {
    return tokensIn > 0 ? tokensIn : estimate;
  }

  int tokensOutOr(int estimate) {
    return tokensOut > 0 ? tokensOut : estimate;
  }
}
