package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay projections}. */
@Command(
    name = "projections",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The read models, how far they are, and their rebuilds.",
    synopsisSubcommandLabel = "(list | rebuild | pause | resume | promote | rollback)")
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

  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Fills read models anew beside the live ones, which queries go on reading.",
        "Shows how far it is; Ctrl-C detaches and does not end it."
      })
  int rebuild(
      @Mixin ServerOptions server,
      @Parameters(arity = "0..*", paramLabel = "<name>", description = "Which, as in 'list'.")
          List<String> names,
      @Option(names = "--all", description = "All of them, one after the other.") boolean all,
      @Option(
              names = "--manual",
              description = "Leave it to 'promote' to put it in the live one's place.")
          boolean manual,
      @Option(names = "--detach", description = "Do not wait for the end.") boolean detach)
      throws InterruptedException {
    List<String> chosen = names == null ? List.of() : names;
    if (all == !chosen.isEmpty()) {
      throw Failure.wrongUse("Expected names of projections or --all, but got neither or both");
    }
    ApiClient client = server.client(context, "operator");
    ObjectNode wanted = JsonMapper.shared().createObjectNode();
    wanted.put("promotion", manual ? "MANUAL" : "AUTO");
    for (String name : all ? namesOf(client) : chosen) {
      client.post(path(name) + "/rebuild", wanted, UUID.randomUUID().toString());
      if (detach) {
        context.terminal().line(name + ": begun; see 'assay projections list'");
      } else {
        new WatchedRebuild(client, context.terminal(), path(name), name).untilItWaitsOrEnds();
      }
    }
    return 0;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lets a rebuild rest.")
  int pause(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
    return act(server, name, "pause");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lets a paused rebuild go on.")
  int resume(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
    return act(server, name, "resume");
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Puts a rebuild that is ready in the place of the live one.")
  int promote(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
    return act(server, name, "promotion");
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Gives up the rebuild under way, or goes back to the build before.")
  int rollBack(@Mixin ServerOptions server, @Parameters(paramLabel = "<name>") String name) {
    return act(server, name, "rollback");
  }

  private int act(ServerOptions server, String name, String action) {
    JsonNode state =
        server
            .client(context, "operator")
            .post(path(name) + "/rebuild/" + action, JsonMapper.shared().createObjectNode(), null)
            .json();
    context.terminal().line(name + ": " + state.at("/rebuild/status").stringValue("unknown"));
    return 0;
  }

  private static List<String> namesOf(ApiClient client) {
    List<String> names = new ArrayList<>();
    client.get("/projections").json().forEach(it -> names.add(it.path("name").stringValue("")));
    return names;
  }

  private static String path(String name) {
    return "/projections/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
