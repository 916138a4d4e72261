package dev.assay.cli;

import dev.assay.cli.audit.AuditCommand;
import dev.assay.cli.demo.DemoCommand;
import dev.assay.cli.keys.KeysCommand;
import dev.assay.cli.ledger.LedgerCommand;
import dev.assay.cli.replay.ReplayCommand;
import dev.assay.cli.run.AgentsCommand;
import dev.assay.cli.run.DeadLettersCommand;
import dev.assay.cli.run.ProjectionsCommand;
import dev.assay.cli.run.RunCommand;
import dev.assay.cli.run.TokenCommand;
import dev.assay.cli.server.StartCommand;
import dev.assay.cli.server.StatusCommand;
import dev.assay.cli.server.StopCommand;
import dev.assay.cli.verify.VerifyCommand;
import dev.assay.cli.whatif.WhatIfCommand;
import dev.assay.cli.witness.WitnessCommand;
import dev.assay.cli.witness.WitnessKeyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs AI agent workflows, checks their work with validation pipelines, and keeps the record.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  the answer is no: an execution failed, a request was refused, a bundle does not verify",
      "  2  wrong use",
      "  3  the server cannot be reached",
      "",
      "Environment: ASSAY_URL, ASSAY_TOKEN, ASSAY_HOME (data directory), ASSAY_LEDGER_KEY, NO_COLOR"
    })
public final class Assay implements Runnable {
  private static final int LONGEST_MESSAGE = 4_000;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  private Assay() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    Terminal terminal = new Terminal(out, Terminal.hasColours(environment));
    int exitCode = commandLine(new Context(environment, terminal), out, err).execute(args);
    System.exit(exitCode);
  }

  /** The command line as it is, for {@link #main} and for tests. */
  public static CommandLine commandLine(Context context, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Assay());
    line.addSubcommand(new StartCommand(context));
    line.addSubcommand(new StopCommand(context));
    line.addSubcommand(new StatusCommand(context));
    line.addSubcommand(new TokenCommand(context));
    line.addSubcommand(new RunCommand(context));
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new AgentsCommand(context));
    line.addSubcommand(new ProjectionsCommand(context));
    line.addSubcommand(new DeadLettersCommand(context));
    line.addSubcommand(new LedgerCommand(context));
    line.addSubcommand(new KeysCommand(context));
    line.addSubcommand(AuditCommand.line(context));
    line.addSubcommand(new ReplayCommand(context));
    line.addSubcommand(new WhatIfCommand(context));
    line.addSubcommand(new VerifyCommand(context));
    line.addSubcommand(new WitnessCommand(context));
    line.addSubcommand(new WitnessKeyCommand(context));
    line.addSubcommand(new HelpCommand());
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler((fault, command, parsed) -> report(fault, command));
    line.setUsageHelpAutoWidth(true);
    line.registerConverter(UUID.class, Assay::id);
    return line;
  }

  /** Says it in our words: picocli's name a Java class. */
  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "Expected an id such as 01a1ffd3-368b-77c2-b971-ab1f8e67d622, but got '" + text + "'");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command, but there is none");
  }

  private static int report(Exception fault, CommandLine command) {
    Failure failure = fault instanceof Failure known ? known : null;
    String message = failure == null ? "This failed: " + causes(fault) : fault.getMessage();
    command.getErr().println("assay: " + Terminal.cut(String.valueOf(message), LONGEST_MESSAGE));
    command.getErr().flush();
    return failure == null ? Failure.NO : failure.exitCode();
  }

  /** The outermost and the innermost reason; a person needs no stack trace. */
  private static String causes(Throwable fault) {
    Throwable root = fault;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    List<Throwable> told = root == fault ? List.of(fault) : List.of(fault, root);
    return String.join(": ", told.stream().map(Assay::said).toList());
  }

  private static String said(Throwable fault) {
    String message = fault.getMessage();
    return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
  }
}
