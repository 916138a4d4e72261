package dev.assay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line as a person does and keeps what it printed. */
public final class Cli {
  /** How it went. */
  public record Result(int exitCode, String out, String err) {}

  private final Map<String, String> environment = new HashMap<>();

  public Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    Context context = new Context(Map.copyOf(environment), new Terminal(printer, false));
    int exitCode = Assay.commandLine(context, printer, new PrintWriter(err, true)).execute(args);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
