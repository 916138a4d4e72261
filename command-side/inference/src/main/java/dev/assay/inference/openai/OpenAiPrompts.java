package dev.assay.inference.openai;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.openai.OpenAiSettings.JsonMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;
import tools.jackson.databind.JsonNode;

/** Writes our request as the chat model wants it. */
final class OpenAiPrompts {
  private final OpenAiSettings settings;

  OpenAiPrompts(OpenAiSettings settings) {
    this.settings = settings;
  }

  Prompt of(ModelRequest request) {
    List<Message> messages = request.messages().stream().map(OpenAiPrompts::messageOf).toList();
    return new Prompt(messages, optionsOf(request));
  }

  private static Message messageOf(ModelMessage message) {
    return switch (message.speaker()) {
      case SYSTEM -> new SystemMessage(message.text());
      case USER -> new UserMessage(message.text());
      case ASSISTANT -> new AssistantMessage(message.text());
    };
  }

  private OpenAiChatOptions optionsOf(ModelRequest request) {
    ModelParameters parameters = request.parameters();
    OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
    options.model(request.model());
    options.customHeaders(Map.of(OpenCalls.KEY_HEADER, request.idempotencyKey().toString()));
    if (parameters.temperature() != null) {
      options.temperature(parameters.temperature());
    }
    if (parameters.maxOutputTokens() != null) {
      limitTokens(options, parameters.maxOutputTokens());
    }
    if (parameters.seed() != null) {
      // The wire allows 64 bits, the library 32: a greater seed is folded, always the same way.
      options.seed(foldedSeed(parameters.seed()));
    }
    if (settings.streaming()) {
      options.streamUsage(true);
    }
    ResponseFormat format = formatOf(request.outputSchema());
    if (format != null) {
      options.responseFormat(format);
    }
    return options.build();
  }

  /** OpenAI's newer models refuse the old name; most other servers know only that one. */
  private void limitTokens(OpenAiChatOptions.Builder options, int limit) {
    if (settings.isOpenAiItself()) {
      options.maxCompletionTokens(limit);
    } else {
      options.maxTokens(limit);
    }
  }

  private @Nullable ResponseFormat formatOf(@Nullable JsonNode schema) {
    if (schema == null || settings.jsonMode() == JsonMode.NONE) {
      return null;
    }
    return settings.jsonMode() == JsonMode.OBJECT
        ? ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build()
        : ResponseFormat.builder()
            .type(ResponseFormat.Type.JSON_SCHEMA)
            .jsonSchema(schema.toString())
            .build();
  }

  private static int foldedSeed(long seed) {
    return seed == (int) seed ? (int) seed : Long.hashCode(seed);
  }
}
