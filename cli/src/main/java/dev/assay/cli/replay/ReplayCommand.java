package dev.assay.cli.replay;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Decides an execution anew from its record and compares each event with the recorded one.",
      "So with --kind an agent's run, a validation or a conversation that no workflow asked for.",
      "Ends with 0 where all are the same, with 1 where one is not or where it cannot be said."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_VALUE = 200;

  private final Context context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  /** What can be decided anew. */
  enum Kind {
    EXECUTION("executions"),
    AGENT_EXECUTION("agent-executions"),
    VALIDATION("validations"),
    CONVERSATION("conversations");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    @Override
    public String toString() {
      return path.substring(0, path.length() - 1);
    }
  }

  @Parameters(paramLabel = "<id>", description = "Of what is to be decided anew.")
  private @Nullable UUID id;

  @Option(
      names = "--kind",
      paramLabel = "<kind>",
      description = "What it is the id of: ${COMPLETION-CANDIDATES}. Default: execution.")
  private Kind kind = Kind.EXECUTION;

  @Option(names = "--json", description = "Print what came of it as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  public ReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient client = server.client(context, "auditor");
    ObjectNode request = JsonMapper.shared().createObjectNode().put("mode", "verify");
    String asked =
        client
            .post("/" + kind.path + "/" + id + "/replays", request, UUID.randomUUID().toString())
            .text("replayId");
    JsonNode replay = EndOfReplay.await(client, asked, spec.commandLine().getErr());
    if (json) {
      context.terminal().json(replay);
    } else {
      print(replay);
    }
    return replay.path("outcome").asString("").equals("EQUAL") ? 0 : Failure.NO;
  }

  private void print(JsonNode replay) {
    Terminal terminal = context.terminal();
    JsonNode verification = replay.path("verification");
    long events = verification.path("events").asLong(0);
    switch (replay.path("outcome").asString("")) {
      case "EQUAL" ->
          terminal.line(
              terminal.green("equal")
                  + ": all %d events came out as they were recorded, by %d commands"
                      .formatted(events, verification.path("commands").asLong(0)));
      case "NOT_VERIFIABLE" ->
          terminal.line(
              terminal.yellow("not verifiable")
                  + ": %s; %d of %d events came out as they were recorded"
                      .formatted(
                          verification.path("reason").asString(""),
                          verification.path("verified").asLong(0),
                          events));
      default -> diverged(terminal, replay, verification, events);
    }
    terminal.line(terminal.dim("recorded " + verification.path("recordedHash").asString("")));
    terminal.line(terminal.dim("replayed " + verification.path("replayedHash").asString("")));
  }

  private static void diverged(
      Terminal terminal, JsonNode replay, JsonNode verification, long events) {
    JsonNode first = verification.path("divergence");
    terminal.line(
        terminal.red("diverged")
            + " at position %s after %d of %d events"
                .formatted(
                    first.path("position"), verification.path("verified").asLong(0), events));
    terminal.line(
        "  %s %s, sequence %s"
            .formatted(
                first.path("aggregateType").asString(""),
                first.path("aggregateId").asString(""),
                first.path("sequence")));
    terminal.line("  expected " + first.path("expectedType").asString("nothing"));
    terminal.line("  got      " + first.path("gotType").asString("nothing"));
    terminal.line("  " + Terminal.plain(first.path("reason").asString("")));
    JsonNode command = first.path("command");
    if (command.isObject()) {
      terminal.line(
          "  by %s of %s"
              .formatted(command.path("type").asString(""), command.path("sender").asString("")));
    }
    replay
        .path("differences")
        .valueStream()
        .limit(MOST_SHOWN)
        .forEach(change -> terminal.line("  " + shown(change)));
  }

  private static String shown(JsonNode change) {
    return "%s %s: %s -> %s"
        .formatted(
            change.path("op").asString(""),
            Terminal.plain(change.path("path").asString("")),
            value(change.get("before")),
            value(change.get("value")));
  }

  private static String value(@Nullable JsonNode value) {
    return value == null
        ? "nothing"
        : Terminal.cut(Terminal.plain(value.toString()), LONGEST_VALUE);
  }
}
