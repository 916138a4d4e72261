package dev.assay.query.audit.html;

import tools.jackson.databind.JsonNode;

/**
 * Writes a page for people to read and print. Whatever comes from the record goes through {@link
 * #escaped}; tags are ours. The page needs nothing but itself and runs nothing.
 */
public final class Html {
  /** Nothing is loaded and nothing runs, even if something got past the escaping. */
  public static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final String STYLE =
      """
      body{font:16px/1.5 Georgia,serif;color:#1a1a1a;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1rem}
      h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.2}h2{border-bottom:1px solid #999;margin-top:2.5rem}
      table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
      th{font:600 .85rem Helvetica,Arial,sans-serif;white-space:nowrap;width:1%}td{white-space:pre-wrap}
      blockquote,pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f5f2;border-left:4px solid #bbb;margin:.5rem 0;padding:.5rem 1rem}
      pre,.id{font:.8rem/1.4 monospace}.outcome{border:2px solid #1a1a1a;padding:1rem 1.5rem}.outcome p{margin:.25rem 0}
      .good{color:#14532d;font-weight:600}.bad{color:#8b1a1a;font-weight:600}
      .note{color:#444;font-style:italic}
      @media print{body{font-size:10pt;max-width:none;margin:0}h2,h3{break-after:avoid}tr,blockquote,.outcome{break-inside:avoid}a{color:inherit;text-decoration:none}@page{margin:18mm}}
      """;

  private final StringBuilder page = new StringBuilder();

  /**
   * Begins a page.
   *
   * @param head more of the page's head, ours
   */
  public static Html page(String title, String head) {
    return new Html()
        .tag("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .tag("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .tag(POLICY.replace("; frame-ancestors 'none'", ""))
        .tag("\">\n")
        .tag(head)
        .tag("<title>")
        .text(title)
        .tag("</title>\n<style>")
        .tag(STYLE)
        .tag("</style></head><body>\n");
  }

  /** Ours: must hold nothing from the record. */
  public Html tag(String ours) {
    page.append(ours);
    return this;
  }

  public Html text(String recorded) {
    page.append(escaped(recorded));
    return this;
  }

  /** An element with text in it. */
  public Html element(String name, String recorded) {
    return tag("<" + name + ">").text(recorded).tag("</" + name + ">");
  }

  /** A row of two: what it is, and its value; nothing where there is no value. */
  public Html row(String name, JsonNode value) {
    return value.isMissingNode() || value.isNull() ? this : row(name, shown(value));
  }

  public Html row(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    return tag("<tr>").element("th", name).element("td", value).tag("</tr>\n");
  }

  /** Text as it is; a structure as JSON. */
  public static String shown(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    JsonNode text = value.isObject() && value.size() == 1 ? value.path("text") : value;
    return text.isString()
        ? text.stringValue()
        : value.isMissingNode() || value.isNull() ? "" : value.toPrettyString();
  }

  public static String escaped(String text) {
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
