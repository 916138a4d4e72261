package dev.assay.domain.workflow;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads members of one object of a definition and tells faults by their place. */
final class Members {
  private final JsonNode object;
  private final String pointer;
  private final Faults faults;

  Members(JsonNode object, String pointer, Faults faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** Members of something that must be an object; null, and a fault, where it is none. */
  static @Nullable Members of(@Nullable JsonNode json, String pointer, String what, Faults faults) {
    if (json == null || !json.isObject()) {
      faults.add(pointer, "type", "Expected " + what + " to be an object, but it is not", null);
      return null;
    }
    return new Members(json, pointer, faults);
  }

  String pointer() {
    return pointer;
  }

  String pointer(String name) {
    return pointer + SourceText.token(name);
  }

  @Nullable JsonNode get(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Any other member than these is a fault. */
  void only(String what, Collection<String> names) {
    for (String name : object.propertyNames()) {
      if (!names.contains(name)) {
        String guess = Suggestion.didYouMean(name, names);
        faults.add(
            pointer(name),
            "unknown-member",
            "Expected %s to have only %s, but it has %s"
                .formatted(what, String.join(", ", names.stream().sorted().toList()), name),
            guess);
      }
    }
  }

  @Nullable JsonNode required(String name) {
    JsonNode value = get(name);
    if (value == null) {
      faults.add(pointer, "required", "Expected a member " + name + ", but there is none", null);
    }
    return value;
  }

  @Nullable String text(String name) {
    JsonNode value = get(name);
    if (value != null && !value.isString()) {
      faults.add(pointer(name), "type", "Expected " + name + " to be text, but it is not", null);
      return null;
    }
    return value == null ? null : value.stringValue();
  }

  @Nullable String requiredText(String name) {
    return required(name) == null ? null : text(name);
  }

  /** A whole number within bounds; null where there is none or it is wrong. */
  @Nullable Integer integer(String name, int least, int most) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      faults.add(
          pointer(name),
          "range",
          "Expected %s to be a whole number from %d to %d, but it is %s"
              .formatted(name, least, most, shortened(value)),
          null);
      return null;
    }
    return value.intValue();
  }

  /** A number within bounds; null where there is none or it is wrong. */
  @Nullable Double number(String name, double least, double most) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      faults.add(
          pointer(name),
          "range",
          "Expected %s to be a number from %s to %s, but it is %s"
              .formatted(name, least, most, shortened(value)),
          null);
      return null;
    }
    return value.asDouble();
  }

  static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
