package dev.assay.verifier.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, text, numbers and booleans as JSON for people and programs to read. */
public final class JsonText {
  private JsonText() {}

  /** Indented by two spaces a level. */
  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "\n");
    return text.toString();
  }

  private static void write(StringBuilder text, Object value, String newline) {
    if (value instanceof Map<?, ?> object) {
      writeObject(text, object, newline);
    } else if (value instanceof List<?> array) {
      writeArray(text, array, newline);
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      writeString(text, value.toString());
    }
  }

  private static void writeObject(StringBuilder text, Map<?, ?> object, String newline) {
    Iterator<? extends Map.Entry<?, ?>> members = object.entrySet().iterator();
    text.append('{');
    while (members.hasNext()) {
      Map.Entry<?, ?> member = members.next();
      text.append(newline).append("  ");
      writeString(text, String.valueOf(member.getKey()));
      text.append(": ");
      write(text, member.getValue(), newline + "  ");
      text.append(members.hasNext() ? "," : newline);
    }
    text.append('}');
  }

  private static void writeArray(StringBuilder text, List<?> array, String newline) {
    text.append('[');
    for (int i = 0; i < array.size(); i++) {
      text.append(i == 0 ? "" : ",").append(newline).append("  ");
      write(text, array.get(i), newline + "  ");
    }
    text.append(array.isEmpty() ? "" : newline).append(']');
  }

  private static void writeString(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        default -> {
          if (c < 0x20 || c == 0x7F) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
