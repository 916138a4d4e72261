package dev.assay.domain.workflow;

import dev.assay.api.agent.AgentNames;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.domain.schema.JsonSchemas;
import dev.assay.domain.schema.SchemaFault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads one validator of a pipeline with the settings of its kind. */
final class ValidatorReader {
  /** The longest regular expression, in characters. */
  static final int MAX_PATTERN = 1_000;

  private static final int MAX_LENGTH = 10_000_000;
  private static final int MAX_CRITERIA = 50;

  private final Faults faults;

  private ValidatorReader(Faults faults) {
    this.faults = faults;
  }

  static @Nullable ValidatorSpec read(JsonNode json, String at, Faults faults) {
    Members members = Members.of(json, at, "a validator", faults);
    return members == null ? null : new ValidatorReader(faults).validator(members);
  }

  private @Nullable ValidatorSpec validator(Members members) {
    members.only("a validator", Set.of("name", "kind", "with", "weight", "onFail"));
    String name = members.requiredText("name");
    Double weight = members.number("weight", Double.MIN_VALUE, 1000);
    OnFail onFail = oneOf(members, "onFail", EnumSet.allOf(OnFail.class), faults);
    if (members.required("kind") == null) {
      return null;
    }
    ValidatorKind kind = oneOf(members, "kind", EnumSet.allOf(ValidatorKind.class), faults);
    JsonNode with = members.get("with");
    if (kind == null || name == null) {
      return null;
    }
    JsonNode settings = with == null ? JsonNodeFactory.instance.objectNode() : with;
    Members read = Members.of(settings, members.pointer("with"), "with", faults);
    if (read != null) {
      switch (kind) {
        case REGEX -> regex(read);
        case JSON_SCHEMA -> jsonSchema(read);
        case LENGTH -> length(read);
        case JUDGE -> judge(read);
      }
    }
    try {
      return new ValidatorSpec(
          name,
          kind,
          settings,
          weight == null ? 1 : weight,
          onFail == null ? OnFail.REVISE : onFail);
    } catch (IllegalArgumentException e) {
      faults.add(members.pointer("name"), "name", String.valueOf(e.getMessage()), null);
      return null;
    }
  }

  private void regex(Members with) {
    with.only("with of a regex", List.of("mustMatch", "mustNotMatch", "flags", "message"));
    String must = with.text("mustMatch");
    String mustNot = with.text("mustNotMatch");
    String flags = with.text("flags");
    with.text("message");
    if (with.get("mustMatch") == null && with.get("mustNotMatch") == null) {
      faults.add(
          with.pointer(),
          "required",
          "Expected mustMatch or mustNotMatch, but there is neither",
          null);
    }
    pattern(with.pointer("mustMatch"), must);
    pattern(with.pointer("mustNotMatch"), mustNot);
    if (flags != null && !flags.isEmpty() && !flags.equals("i")) {
      faults.add(
          with.pointer("flags"),
          "flags",
          "Expected flags to be \"i\" (ignore case), but it is " + flags,
          "Write others into the pattern, such as (?s)");
    }
  }

  private void pattern(String pointer, @Nullable String pattern) {
    if (pattern == null) {
      return;
    }
    if (pattern.length() > MAX_PATTERN) {
      faults.add(
          pointer,
          "too-large",
          "Expected a pattern of at most %d characters, but it has %d"
              .formatted(MAX_PATTERN, pattern.length()),
          null);
      return;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      faults.add(
          pointer,
          "regex",
          "Expected a regular expression, but at index %d: %s"
              .formatted(e.getIndex(), e.getDescription()),
          null);
    }
  }

  private void jsonSchema(Members with) {
    with.only("with of a json-schema", List.of("schema"));
    JsonNode schema = with.required("schema");
    if (schema != null) {
      for (SchemaFault fault : JsonSchemas.faultsOfSchema(schema)) {
        faults.add(with.pointer("schema") + fault.pointer(), "json-schema", fault.message(), null);
      }
    }
  }

  private void length(Members with) {
    List<String> names = List.of("minWords", "maxWords", "minChars", "maxChars");
    with.only("with of a length", names);
    if (names.stream().allMatch(name -> with.get(name) == null)) {
      faults.add(
          with.pointer(),
          "required",
          "Expected at least one of minWords, maxWords, minChars and maxChars, but there is none",
          null);
    }
    order(with, "minWords", "maxWords");
    order(with, "minChars", "maxChars");
  }

  private void order(Members with, String least, String most) {
    Integer min = with.integer(least, 0, MAX_LENGTH);
    Integer max = with.integer(most, 0, MAX_LENGTH);
    if (min != null && max != null && min > max) {
      faults.add(
          with.pointer(least),
          "range",
          "Expected %s to be at most %s (%d), but it is %d".formatted(least, most, max, min),
          null);
    }
  }

  private void judge(Members with) {
    with.only("with of a judge", List.of("agent", "version", "rubric"));
    String agent = with.requiredText("agent");
    if (agent != null && !AgentNames.isValid(agent)) {
      faults.add(
          with.pointer("agent"),
          "agent-name",
          "Expected an agent's name (lower-case letters, digits, inner hyphens), but it is "
              + agent,
          null);
    }
    with.integer("version", 1, Integer.MAX_VALUE);
    JsonNode json = with.required("rubric");
    Members rubric =
        json == null ? null : Members.of(json, with.pointer("rubric"), "the rubric", faults);
    if (rubric != null) {
      rubric(rubric);
    }
  }

  private void rubric(Members rubric) {
    rubric.only("the rubric", List.of("name", "criteria", "threshold"));
    rubric.requiredText("name");
    rubric.number("threshold", 0, 1);
    JsonNode criteria = rubric.required("criteria");
    if (criteria == null) {
      return;
    }
    if (!criteria.isArray() || criteria.isEmpty() || criteria.size() > MAX_CRITERIA) {
      faults.add(
          rubric.pointer("criteria"),
          "range",
          "Expected a list of 1 to " + MAX_CRITERIA + " criteria, but it is not",
          null);
      return;
    }
    for (int i = 0; i < criteria.size(); i++) {
      String at = rubric.pointer("criteria") + "/" + i;
      Members criterion = Members.of(criteria.get(i), at, "a criterion", faults);
      if (criterion != null) {
        criterion.only("a criterion", List.of("name", "question", "weight"));
        criterion.requiredText("name");
        criterion.requiredText("question");
        criterion.number("weight", 0, 1000);
      }
    }
  }

  /** A constant by its name in lower case with hyphens; null where there is none or it is wrong. */
  static <E extends Enum<E>> @Nullable E oneOf(
      Members members, String name, EnumSet<E> values, Faults faults) {
    String text = members.text(name);
    if (text == null) {
      return null;
    }
    for (E value : values) {
      if (PipelineReader.wire(value).equals(text)) {
        return value;
      }
    }
    List<String> names = values.stream().map(PipelineReader::wire).toList();
    faults.add(
        members.pointer(name),
        "enum",
        "Expected %s to be one of %s, but it is %s".formatted(name, String.join(", ", names), text),
        Suggestion.didYouMean(text, names));
    return null;
  }
}
