package dev.assay.cli.audit;

import dev.assay.cli.Context;
import dev.assay.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code assay audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Fetches evidence that can be checked without the server, and reports on it.",
    synopsisSubcommandLabel = "(export | dossier | report)")
public final class AuditCommand {
  private AuditCommand() {}

  /** With its subcommands. */
  public static CommandLine line(Context context) {
    CommandLine line = new CommandLine(new AuditCommand());
    line.addSubcommand(new ExportCommand(context));
    line.addSubcommand(new DossierCommand(context));
    line.addSubcommand(new ReportCommand(context));
    return line;
  }
}
