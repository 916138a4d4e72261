package dev.assay.inference.testing;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of OpenAI's chat completions, as far as our adapters read it. */
final class ChatCompletionJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ChatCompletionJson() {}

  static String whole(String model, String text, String finishReason, int tokensIn) {
    ObjectNode completion = head(model, "chat.completion");
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text);
    choice.put("finish_reason", finishReason);
    return usage(completion, text, tokensIn).toString();
  }

  static String delta(String model, String text) {
    ObjectNode chunk = head(model, "chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta").put("role", "assistant").put("content", text);
    choice.putNull("finish_reason");
    return chunk.toString();
  }

  static String end(String model, String finishReason) {
    ObjectNode chunk = head(model, "chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", finishReason);
    return chunk.toString();
  }

  static String usage(String model, String text, int tokensIn) {
    ObjectNode chunk = head(model, "chat.completion.chunk");
    chunk.putArray("choices");
    return usage(chunk, text, tokensIn).toString();
  }

  static String error(Reply.Refusal refusal) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error")
        .put("message", refusal.message())
        .put("type", "scripted_error")
        .put("code", refusal.code());
    return body.toString();
  }

  private static ObjectNode head(String model, String object) {
    return JSON.createObjectNode()
        .put("id", "chatcmpl-1")
        .put("object", object)
        .put("created", 1_763_683_200)
        .put("model", model);
  }

  private static ObjectNode usage(ObjectNode node, String text, int tokensIn) {
    int tokensOut = Math.max(1, text.split("\\s+").length);
    node.putObject("usage")
        .put("prompt_tokens", tokensIn)
        .put("completion_tokens", tokensOut)
        .put("total_tokens", tokensIn + tokensOut);
    return node;
  }
}
