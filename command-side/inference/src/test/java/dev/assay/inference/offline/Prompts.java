package dev.assay.inference.offline;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.inference.offline.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts as the product builds them, for tests. */
public final class Prompts {
  private Prompts() {}

  /**
   * @param sections name, text, name, text, …
   */
  public static Prompt aPrompt(String role, String... sections) {
    String user =
        IntStream.range(0, sections.length / 2)
            .mapToObj(
                i ->
                    "<%1$s>\n%2$s\n</%1$s>"
                        .formatted(
                            sections[2 * i],
                            sections[2 * i + 1].replace(
                                "</" + sections[2 * i] + ">", "<\\/" + sections[2 * i] + ">")))
            .collect(Collectors.joining("\n\n"));
    return Prompt.of(
        List.of(
            new ModelMessage(Speaker.SYSTEM, "Role: " + role + "\nDo your work."),
            new ModelMessage(Speaker.USER, user)),
        null);
  }

  public static String draft(String... sections) {
    return new OfflineEngine().answer(aPrompt("drafter", sections));
  }

  /** The verdict on content by one question about it. */
  public static JsonNode verdict(String question, String content, String context) {
    String rubric =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "name",
                    "test",
                    "criteria",
                    List.of(Map.of("name", "q", "question", question))));
    return JsonMapper.shared()
        .readTree(
            new OfflineEngine()
                .answer(
                    aPrompt("judge", "content", content, "context", context, "rubric", rubric)));
  }
}
