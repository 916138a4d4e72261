package dev.assay.domain.agentexecution;

import dev.assay.api.event.EventJson;
import dev.assay.domain.budget.StepBudgetExceeded;
import dev.assay.domain.schema.JsonSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.StringNode;

/** Reads a model's answer as the output of an agent. */
final class OutputParser {
  private static final int MAX_ERROR_CHARS = 500;
  private static final ObjectReader READER =
      EventJson.mapper().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What became of an answer. */
  sealed interface Parsed {
    record Accepted(JsonNode output) implements Parsed {}

    record Refused(List<String> errors) implements Parsed {}
  }

  private OutputParser() {}

  /**
   * @param schema null takes the answer as text; otherwise it must be one JSON value that matches,
   *     bare or in a Markdown fence
   */
  static Parsed parse(@Nullable JsonNode schema, String answer) {
    if (schema == null) {
      return new Parsed.Accepted(StringNode.valueOf(answer));
    }
    try {
      JsonNode output = READER.readTree(withoutFence(answer));
      if (output.isMissingNode()) {
        return refused("Expected one JSON object, but the answer is empty");
      }
      List<String> errors =
          JsonSchemas.faults(schema, output).stream().map(f -> clip(f.toString())).toList();
      return errors.isEmpty() ? new Parsed.Accepted(output) : new Parsed.Refused(errors);
    } catch (JacksonException e) {
      return refused(
          "Expected one JSON object, but the answer is not JSON: " + e.getOriginalMessage());
    } catch (StepBudgetExceeded e) {
      return refused("Expected an answer that can be checked, but that takes " + e.getMessage());
    }
  }

  private static Parsed refused(String error) {
    return new Parsed.Refused(List.of(clip(error)));
  }

  private static String clip(String error) {
    return error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS) + "…";
  }

  private static String withoutFence(String answer) {
    String text = answer.strip();
    int firstLineEnd = text.indexOf('\n');
    if (!text.startsWith("```") || !text.endsWith("```") || firstLineEnd < 0) {
      return text;
    }
    String language = text.substring(3, firstLineEnd).strip();
    boolean isJson = language.isEmpty() || language.equalsIgnoreCase("json");
    return isJson ? text.substring(firstLineEnd + 1, text.length() - 3).strip() : text;
  }
}
