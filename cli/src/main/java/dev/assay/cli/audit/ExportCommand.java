package dev.assay.cli.audit;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay audit export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Exports the tenant's record, or a part of it, into a bundle for 'assay verify'.",
      "Remembers the log's key at the first time in ~/.assay/known-logs; a changed key is an error."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Context context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      required = true,
      description = "The file to write; an older one is replaced.")
  private @Nullable Path out;

  @Option(
      names = "--execution",
      paramLabel = "<id>",
      description = "One execution with all that belongs to it.")
  private @Nullable UUID execution;

  @Option(
      names = "--aggregate",
      paramLabel = "<id>",
      description = "The history of one thing: a review, a validation, an agent, …")
  private @Nullable UUID aggregate;

  @Option(
      names = "--from",
      paramLabel = "<position>",
      description = "First position (default: 1, if --to is given).")
  private @Nullable Long from;

  @Option(
      names = "--to",
      paramLabel = "<position>",
      description = "Last position (default: the newest, if --from is given).")
  private @Nullable Long to;

  @Option(
      names = "--withhold",
      paramLabel = "<what>",
      split = ",",
      description =
          "payload, metadata or event types of which only hashes are exported; proofs still hold.")
  private List<String> withhold = List.of();

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  public ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ObjectNode request = request();
    ApiClient client = server.client(context, "auditor");
    PrintWriter err = spec.commandLine().getErr();
    LogKeys.meet(context, client, err);
    String id =
        client.post("/audit/exports", request, UUID.randomUUID().toString()).text("exportId");
    JsonNode status = completed(client, "/audit/exports/" + id, err);
    Path file = Objects.requireNonNull(out);
    Download got =
        Download.of(client, "/audit/exports/" + id + "/content", "application/zip", file);
    if (!got.sha256().equals(status.path("sha256").stringValue(""))) {
      throw Failure.no("Expected the file as the server made it, but it arrived as another");
    }
    print(id, status, got, file);
    return 0;
  }

  private ObjectNode request() {
    boolean isRange = from != null || to != null;
    if (Stream.of(execution != null, aggregate != null, isRange).filter(it -> it).count() > 1) {
      throw Failure.wrongUse(
          "Expected one of --execution, --aggregate and --from/--to, but there are several");
    }
    ObjectNode request = JsonMapper.shared().createObjectNode();
    ObjectNode scope = request.putObject("scope");
    if (execution != null) {
      scope.put("kind", "execution").put("executionId", execution.toString());
    } else if (aggregate != null) {
      scope.put("kind", "aggregate").put("aggregateId", aggregate.toString());
    } else if (isRange) {
      scope
          .put("kind", "positions")
          .put("from", from == null ? 1 : from)
          .put("to", to == null ? Long.MAX_VALUE - 1 : to);
    } else {
      scope.put("kind", "tenant");
    }
    if (!withhold.isEmpty()) {
      withhold.forEach(request.putArray("withhold")::add);
    }
    return request;
  }

  private static JsonNode completed(ApiClient client, String path, PrintWriter err)
      throws InterruptedException {
    long told = -1;
    while (true) {
      JsonNode status = client.get(path).json();
      switch (status.path("status").stringValue("")) {
        case "COMPLETED" -> {
          return status;
        }
        case "FAILED" -> throw Failure.no(status.path("failure").stringValue("The export failed"));
        default -> {
          long written = status.at("/events/written").asLong(0);
          if (written > told && !status.at("/events/total").isNull()) {
            told = written;
            err.println("%d of %s events".formatted(written, status.at("/events/total")));
            err.flush();
          }
        }
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void print(String id, JsonNode status, Download got, Path file) {
    if (json) {
      ObjectNode said = JsonMapper.shared().createObjectNode();
      said.put("file", file.toString());
      said.put("exportId", id);
      said.set("scope", status.path("scope"));
      said.set("events", status.at("/events/total"));
      said.set("treeSize", status.path("treeSize"));
      said.put("bytes", got.bytes());
      said.put("sha256", got.sha256());
      context.terminal().json(said);
    } else {
      context
          .terminal()
          .line(
              "%s: %s events, %d bytes. Check it with: assay verify %s"
                  .formatted(file, status.at("/events/total"), got.bytes(), file));
    }
  }
}
