package dev.assay.query.audit.dossier;

import tools.jackson.databind.JsonNode;

/** Writes HTML. Whatever comes from the record goes through {@link #escaped}; tags are ours. */
final class Html {
  private final StringBuilder page = new StringBuilder();

  /** Ours: must hold nothing from the record. */
  Html tag(String ours) {
    page.append(ours);
    return this;
  }

  Html text(String recorded) {
    page.append(escaped(recorded));
    return this;
  }

  /** An element with text in it. */
  Html element(String name, String recorded) {
    return tag("<" + name + ">").text(recorded).tag("</" + name + ">");
  }

  /** A row of two: what it is, and its value; nothing where there is no value. */
  Html row(String name, JsonNode value) {
    return value.isMissingNode() || value.isNull() ? this : row(name, shown(value));
  }

  Html row(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    return tag("<tr>").element("th", name).element("td", value).tag("</tr>\n");
  }

  /** Text as it is; a structure as JSON. */
  static String shown(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    JsonNode text = value.isObject() && value.size() == 1 ? value.path("text") : value;
    return text.isString()
        ? text.stringValue()
        : value.isMissingNode() || value.isNull() ? "" : value.toPrettyString();
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  if (isSafe(c)) {
                    safe.appendCodePoint(c);
                  } else {
                    // Shown, not obeyed: control characters and those that turn text around.
                    safe.append("\uFFFD");
                  }
                }
              }
            });
    return safe.toString();
  }

  private static boolean isSafe(int c) {
    boolean isControl = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0;
    boolean turnsText = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    boolean isHalf = c >= 0xD800 && c <= 0xDFFF;
    return !isControl && !turnsText && !isHalf;
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
