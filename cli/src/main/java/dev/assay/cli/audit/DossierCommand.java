package dev.assay.cli.audit;

import dev.assay.cli.Context;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay audit dossier}. */
@Command(
    name = "dossier",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fetches the decision dossier of an execution: everything that led to its outcome, with proofs.",
      "'assay verify' checks the JSON file; with --html it is a page to read and print."
    })
public final class DossierCommand implements Callable<Integer> {
  private final Context context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "<executionId>", description = "The execution.")
  private @Nullable UUID execution;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      required = true,
      description = "The file to write; an older one is replaced.")
  private @Nullable Path out;

  @Option(names = "--html", description = "The page for people instead of the JSON file.")
  private boolean html;

  @Option(
      names = "--withhold",
      paramLabel = "<what>",
      split = ",",
      description = "payload, metadata or event types that are left out; proofs still hold.")
  private List<String> withhold = List.of();

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  public DossierCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    ApiClient client = server.client(context, "auditor");
    LogKeys.meet(context, client, spec.commandLine().getErr());
    String path =
        "/audit/executions/%s/dossier?format=%s".formatted(execution, html ? "html" : "json");
    if (!withhold.isEmpty()) {
      path += "&withhold=" + URLEncoder.encode(String.join(",", withhold), StandardCharsets.UTF_8);
    }
    Path file = Objects.requireNonNull(out);
    Download got = Download.of(client, path, html ? "text/html" : "application/json", file);
    if (json) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("file", file.toString());
      said.put("bytes", got.bytes());
      said.put("sha256", got.sha256());
      context.terminal().json(said);
    } else {
      context
          .terminal()
          .line(
              html
                  ? "%s: open it in a browser".formatted(file)
                  : "%s: check it with: assay verify %s".formatted(file, file));
    }
    return 0;
  }
}
