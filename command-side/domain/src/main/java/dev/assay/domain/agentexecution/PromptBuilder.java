package dev.assay.domain.agentexecution;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The messages that an agent's model is sent: the agent's own words as SYSTEM, everything that
 * comes from elsewhere as sections of a USER message. An input member {@code transcript} that is a
 * list of {@code {role, text}} becomes USER and ASSISTANT messages.
 */
final class PromptBuilder {
  static final String TRANSCRIPT = "transcript";
  private static final String NOTHING_GIVEN = "There is no input. Follow your instructions.";

  /** How much of a refused answer is shown to the model again, in characters. */
  private static final int MAX_REFUSED_ANSWER_CHARS = 20_000;

  private PromptBuilder() {}

  static List<ModelMessage> build(
      AgentDefinition definition, JsonNode input, @Nullable JsonNode context) {
    List<ModelMessage> messages = new ArrayList<>();
    messages.add(new ModelMessage(Speaker.SYSTEM, system(definition, input)));
    List<ModelMessage> transcript = transcript(input.get(TRANSCRIPT));
    PromptSections sections = sections(input, context, !transcript.isEmpty());
    if (!sections.isEmpty()) {
      messages.add(new ModelMessage(Speaker.USER, sections.render()));
    }
    messages.addAll(transcript);
    if (messages.size() == 1) {
      messages.add(new ModelMessage(Speaker.USER, NOTHING_GIVEN));
    }
    return List.copyOf(messages);
  }

  /** The same prompt, followed by a refused answer and what was wrong with it. */
  static List<ModelMessage> again(List<ModelMessage> prompt, ModelCalls.Refusal refusal) {
    List<ModelMessage> messages = new ArrayList<>(prompt);
    String answer = refusal.answer();
    if (answer.isBlank()) {
      answer = "(no text)";
    } else if (answer.length() > MAX_REFUSED_ANSWER_CHARS) {
      answer = answer.substring(0, MAX_REFUSED_ANSWER_CHARS) + "…";
    }
    messages.add(new ModelMessage(Speaker.ASSISTANT, answer));
    messages.add(
        new ModelMessage(
            Speaker.USER,
            "Your answer was refused:\n- "
                + String.join("\n- ", refusal.errors())
                + "\nAnswer again, with one JSON object that matches the JSON Schema, and nothing"
                + " else."));
    return List.copyOf(messages);
  }

  private static String system(AgentDefinition definition, JsonNode input) {
    String system =
        "Role: "
            + definition.role()
            + "\n\n"
            + new PromptTemplate(definition.instructions()).fill(input).strip();
    JsonNode schema = definition.outputSchema();
    return schema == null
        ? system
        : system
            + "\n\nAnswer with one JSON object that matches this JSON Schema, and nothing else:\n"
            + schema.toPrettyString();
  }

  private static PromptSections sections(
      JsonNode input, @Nullable JsonNode context, boolean transcriptApart) {
    PromptSections sections = new PromptSections();
    if (input.isObject()) {
      input
          .properties()
          .forEach(
              member -> {
                if (!transcriptApart || !member.getKey().equals(TRANSCRIPT)) {
                  sections.add(member.getKey(), member.getValue());
                }
              });
    } else if (!input.isNull()) {
      sections.add("input", input);
    }
    if (context != null && !context.isNull()) {
      sections.add("context", context);
    }
    return sections;
  }

  /** Empty unless every item is {@code {role: user|assistant, text}}. */
  private static List<ModelMessage> transcript(@Nullable JsonNode transcript) {
    List<ModelMessage> messages = new ArrayList<>();
    if (transcript == null || !transcript.isArray()) {
      return messages;
    }
    for (JsonNode item : transcript) {
      Speaker speaker = speaker(item.path("role").asString(""));
      JsonNode text = item.path("text");
      if (speaker == null || !text.isString()) {
        return List.of();
      }
      messages.add(new ModelMessage(speaker, text.stringValue()));
    }
    return messages;
  }

  /** Never SYSTEM: data does not speak with the agent's own voice. */
  private static @Nullable Speaker speaker(String role) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "user" -> Speaker.USER;
      case "assistant" -> Speaker.ASSISTANT;
      default -> null;
    };
  }
}
