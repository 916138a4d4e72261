package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Version;
import dev.assay.cli.api.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code assay agents}. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The registered agents.",
    synopsisSubcommandLabel = "list")
public final class AgentsCommand {
  private final Context context;

  public AgentsCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists the agents, at most 500.")
  int list(
      @Mixin ServerOptions server,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    JsonNode page = server.client(context, "designer").get("/agents?limit=500").json();
    if (json) {
      context.terminal().json(page.path("items"));
      return 0;
    }
    Table table = new Table("NAME", "VERSION", "ROLE");
    for (JsonNode agent : page.path("items")) {
      table.row(
          agent.path("name").stringValue(""),
          agent.path("version"),
          agent.path("role").stringValue(""));
    }
    table.print(context.terminal());
    return 0;
  }
}
