package dev.assay.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Where a command prints. Colours only where a person looks at a terminal that has them. */
public final class Terminal {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final PrintWriter out;
  private final boolean colours;

  public Terminal(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Whether standard output is a terminal, {@code NO_COLOR} is not set and it is not dumb. */
  public static boolean hasColours(Map<String, String> environment) {
    Console console = System.console();
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && console != null
        && console.isTerminal();
  }

  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints one value as JSON. */
  public synchronized void json(Object value) {
    line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Text from elsewhere, such as a model's, cannot steer the terminal: control characters go. */
  public static String plain(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "");
  }

  /** At most so many characters, the last an ellipsis where something is left out. */
  public static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
  }
}
