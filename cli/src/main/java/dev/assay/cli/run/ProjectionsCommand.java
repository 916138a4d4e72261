package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Version;
import dev.assay.cli.api.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code assay projections}. */
@Command(
    name = "projections",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The read models and how far they are.",
    synopsisSubcommandLabel = "list")
public final class ProjectionsCommand {
  private final Context context;

  public ProjectionsCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists the projections with position, lag and dead letters.")
  int list(
      @Mixin ServerOptions server,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    JsonNode all = server.client(context, "operator").get("/projections").json();
    if (json) {
      context.terminal().json(all);
      return 0;
    }
    Table table = new Table("NAME", "STATUS", "POSITION", "BEHIND", "DEAD LETTERS");
    for (JsonNode one : all) {
      table.row(
          one.path("name").stringValue(""),
          one.path("status").stringValue(""),
          one.path("position"),
          one.path("lagEvents"),
          one.path("deadLetters"));
    }
    table.print(context.terminal());
    return 0;
  }
}
