package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.EventStream;
import dev.assay.cli.api.ServerEvent;
import dev.assay.cli.api.ServerOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code assay run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Registers a workflow unless it is there, starts it, follows it to its end, prints its output.",
      "Exit code 1 if it faults or is cancelled. Where a person must decide, it says so and ends."
    })
public final class RunCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "<workflow>", description = "The definition, YAML or JSON.")
  private Path workflow = Path.of("workflow.yaml");

  @Option(
      names = "--input",
      paramLabel = "<json or file>",
      defaultValue = "{}",
      description = "The input: JSON, or a file with JSON or YAML (default: {}).")
  private String input = "{}";

  @Option(names = "--watch", description = "Show what happens while it runs.")
  private boolean watch;

  @Option(names = "--json", description = "Print the execution as JSON at the end.")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  public RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode given = Documents.jsonOrFile(input);
    String version = Executions.versionOf(workflow);
    ApiClient api = server.client(context, "designer", "agent-runner");
    String workflowId = Executions.register(api, workflow);
    Executions.Started started = Executions.start(api, workflowId, given, version);
    Terminal terminal = context.terminal();
    if (watch && !json) {
      terminal.line("execution " + started.executionId());
    }
    long last = follow(api, started);
    JsonNode execution = api.get("/executions/" + started.executionId(), last).json();
    return report(execution, started.executionId());
  }

  private long follow(ApiClient api, Executions.Started started) throws InterruptedException {
    AtomicLong last = new AtomicLong(started.position());
    Watched watched = new Watched(context.terminal());
    new EventStream(api, "/executions/" + started.executionId() + "/stream", started.position())
        .follow(
            event -> {
              String id = event.id();
              if (id != null) {
                last.set(Long.parseLong(id));
              }
              if (watch && !json) {
                watched.show(event);
              }
              return !endsOrWaits(event);
            });
    return last.get();
  }

  private static boolean endsOrWaits(ServerEvent event) {
    return switch (event.type()) {
      case "workflow-execution.completed",
          "workflow-execution.faulted",
          "workflow-execution.cancelled",
          "workflow-execution.task-waiting" ->
          true;
      default -> false;
    };
  }

  private int report(JsonNode execution, String id) {
    Terminal terminal = context.terminal();
    JsonNode member = execution.get("status");
    String status = member == null ? "UNKNOWN" : member.stringValue("UNKNOWN");
    if (json) {
      terminal.json(execution);
    }
    switch (status) {
      case "COMPLETED" -> {
        if (!json) {
          terminal.json(orNothing(execution, "output"));
        }
        return 0;
      }
      case "FAULTED", "CANCELLED" -> {
        if (!json) {
          terminal.line("The execution " + id + " is " + status + ":");
          terminal.json(
              execution.hasNonNull("error")
                  ? execution.get("error")
                  : orNothing(execution, "cancelReason"));
        }
        return Failure.NO;
      }
      default -> {
        if (!json) {
          terminal.line("The execution " + id + " is " + status + ": a person has to decide.");
          terminal.line("  GET /api/v1/reviews?status=pending lists what waits.");
        }
        return 0;
      }
    }
  }

  private static Object orNothing(JsonNode execution, String member) {
    JsonNode value = execution.get(member);
    return value == null ? "" : value;
  }
}
