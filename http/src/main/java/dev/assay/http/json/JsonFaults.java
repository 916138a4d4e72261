package dev.assay.http.json;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says in plain words, with a JSON pointer, what is wrong with JSON that could not be read. */
public final class JsonFaults {
  private JsonFaults() {}

  public static CommandRejected refusal(JacksonException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof CommandRejected refusal) {
        return refusal;
      }
    }
    InputError error = error(fault);
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        error.pointer().isEmpty() ? error.detail() : error.detail() + " at " + error.pointer(),
        Map.of(),
        List.of(error));
  }

  private static InputError error(JacksonException fault) {
    return switch (fault) {
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidNullException missing ->
          make(fault, "MISSING", "Expected a value, but there is none", "Send it, and not as null");
      case InvalidFormatException format when format.getValue() instanceof String ->
          wrongValue(format);
      case ValueInstantiationException invalid ->
          make(fault, "INVALID_VALUE", ownWords(invalid.getCause()), null);
      case MismatchedInputException mismatch -> mismatch(mismatch);
      case StreamConstraintsException tooMuch -> tooMuch(tooMuch);
      default -> make(fault, "NOT_JSON", syntax(fault), null);
    };
  }

  private static InputError unknownField(UnrecognizedPropertyException unknown) {
    String name = shortened(unknown.getPropertyName());
    List<String> known =
        unknown.getKnownPropertyIds() == null
            ? List.of()
            : unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
    String near = Spelling.nearest(name, known);
    String hint =
        near == null ? "Known fields: " + new TreeSet<>(known) : "Did you mean " + near + "?";
    // The parser is past the field when this is noticed, so its line would mislead.
    return new InputError(
        pointer(unknown),
        null,
        null,
        "UNKNOWN_FIELD",
        "Expected only known fields, but got " + name,
        hint);
  }

  private static InputError wrongValue(InvalidFormatException format) {
    String got = shortened(String.valueOf(format.getValue()));
    String detail =
        "Expected " + JsonTypes.expected(format.getTargetType()) + ", but got '" + got + "'";
    return make(format, "WRONG_VALUE", detail, null);
  }

  private static InputError mismatch(MismatchedInputException mismatch) {
    String message = Objects.requireNonNullElse(mismatch.getOriginalMessage(), "");
    if (message.startsWith("Missing required creator property")) {
      String[] quoted = message.split("'", 3);
      String name = quoted.length > 1 ? quoted[1] : "";
      return new InputError(
          pointer(mismatch),
          line(mismatch),
          column(mismatch),
          "MISSING",
          "Expected the field " + name + ", but it is missing",
          fieldsOf(mismatch.getTargetType()));
    }
    if (message.startsWith("No content to map")) {
      return make(mismatch, "MISSING", "Expected a JSON body, but it is empty", null);
    }
    if (message.startsWith("Trailing token")) {
      return make(
          mismatch, "NOT_JSON", "Expected one JSON value, but there is more behind it", null);
    }
    return make(
        mismatch,
        "WRONG_TYPE",
        "Expected "
            + JsonTypes.expected(mismatch.getTargetType())
            + ", but got "
            + JsonTypes.actual(mismatch.getCurrentToken()),
        null);
  }

  private static @Nullable String fieldsOf(@Nullable Class<?> type) {
    return type == null || !type.isRecord()
        ? null
        : "Known fields: "
            + Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static InputError tooMuch(StreamConstraintsException fault) {
    String message = Objects.requireNonNullElse(fault.getOriginalMessage(), "");
    if (message.contains("nesting depth")) {
      return make(
          fault,
          "TOO_DEEP",
          "Expected JSON nested at most " + StrictJson.MAX_DEPTH + " deep, but it is deeper",
          null);
    }
    if (message.contains("Number value length")) {
      return make(
          fault,
          "TOO_LONG",
          "Expected numbers of at most " + StrictJson.MAX_NUMBER + " digits, but one is longer",
          null);
    }
    return make(
        fault,
        "TOO_LONG",
        "Expected shorter names and strings, but one is longer than is read",
        null);
  }

  /** The parser's own first sentence; it speaks of characters and tokens only. */
  private static String syntax(JacksonException fault) {
    String message =
        Objects.requireNonNullElse(fault.getOriginalMessage(), "").lines().findFirst().orElse("");
    String safe = message.contains("tools.jackson") || message.contains("java.") ? "" : message;
    return safe.isEmpty()
        ? "Expected JSON, but the body is none"
        : "Expected JSON, but: " + shortened(safe);
  }

  /** Our own constructors say "Expected …"; what others say may name classes. */
  private static String ownWords(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    return cause instanceof IllegalArgumentException
            && message != null
            && message.startsWith("Expected")
        ? shortened(message)
        : "Expected a valid value, but it is none";
  }

  private static InputError make(
      JacksonException fault, String code, String detail, @Nullable String hint) {
    return new InputError(pointer(fault), line(fault), column(fault), code, detail, hint);
  }

  static String pointer(JacksonException fault) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : fault.getPath()) {
      String name = step.getPropertyName();
      pointer.append('/').append(name == null ? step.getIndex() : escaped(shortened(name)));
    }
    return pointer.toString();
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static @Nullable Integer line(JacksonException fault) {
    TokenStreamLocation at = fault.getLocation();
    return at == null || at.getLineNr() < 1 ? null : at.getLineNr();
  }

  private static @Nullable Integer column(JacksonException fault) {
    TokenStreamLocation at = fault.getLocation();
    return at == null || at.getColumnNr() < 1 ? null : at.getColumnNr();
  }
}
