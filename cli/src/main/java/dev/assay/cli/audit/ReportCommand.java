package dev.assay.cli.audit;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code assay audit report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a compliance report: the obligations of a framework, the events that meet them, and"
          + " what is missing in those.",
      "Prints a table; with --format or --out the whole report.",
      "Exit codes: 0 passed; 1 failed, since something mandatory is missing, or refused; 2 wrong"
          + " use; 3 cannot reach the server."
    })
public final class ReportCommand implements Callable<Integer> {
  /** In what form a report is wanted. */
  enum Format {
    json,
    html
  }

  private final Context context;

  @Mixin private ServerOptions server;

  @Parameters(
      arity = "0..1",
      paramLabel = "<framework>",
      description = "eu-ai-act, gdpr, iso27001, soc2, nis2, hipaa.")
  private @Nullable String framework;

  @Option(names = "--all", description = "One report for each framework.")
  private boolean all;

  @Option(
      names = "--from",
      paramLabel = "<time>",
      description = "Only events recorded then or later, such as 2026-11-01T00:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "<time>", description = "Only events recorded before.")
  private @Nullable String to;

  @Option(
      names = "--execution",
      paramLabel = "<id>",
      description = "One execution with all that belongs to it.")
  private @Nullable UUID execution;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "The whole report as json, or as html, a page to read and print.")
  private @Nullable Format format;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      description =
          "Write the report to this file, as json unless --format says html; with --all to"
              + " <framework>.json or .html in this folder. An older one is replaced.")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init")
  public ReportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (all == (framework != null)) {
      throw Failure.wrongUse("Expected a framework or --all, but there is neither or both");
    }
    if (json && format == Format.html) {
      throw Failure.wrongUse("Expected --json or --format html, but there are both");
    }
    if (json) {
      format = Format.json;
    }
    if (all && out == null && format == Format.html) {
      throw Failure.wrongUse("Expected --out <folder> for pages of --all, but there is none");
    }
    ApiClient client = server.client(context, "auditor");
    boolean failed = false;
    for (String one : frameworks(client)) {
      failed |= report(client, one).failed();
    }
    return failed ? Failure.NO : 0;
  }

  private List<String> frameworks(ApiClient client) {
    if (framework != null) {
      return List.of(framework);
    }
    List<String> names = new ArrayList<>();
    for (JsonNode one : client.get("/audit/reports").json().path("items")) {
      names.add(one.path("framework").stringValue(""));
    }
    return names;
  }

  private FetchedReport report(ApiClient client, String name) throws IOException {
    FetchedReport report = FetchedReport.of(client, path(name), format == Format.html);
    if (out != null) {
      Path file = file(out, name);
      report.write(file);
      context
          .terminal()
          .line("%s: %s %s".formatted(file, name, report.failed() ? "failed" : "passed"));
    } else if (format == null) {
      new ReportTable(context.terminal()).print(report.json());
    } else {
      context.terminal().line(report.text().stripTrailing());
    }
    return report;
  }

  private Path file(Path to, String name) throws IOException {
    if (!all) {
      return to;
    }
    Files.createDirectories(to);
    return to.resolve(name + (format == Format.html ? ".html" : ".json"));
  }

  private String path(String name) {
    StringBuilder path = new StringBuilder("/audit/reports/").append(encoded(name));
    path.append("?format=").append(format == Format.html ? "html" : "json");
    add(path, "from", from);
    add(path, "to", to);
    add(path, "workflowExecutionId", execution == null ? null : execution.toString());
    return path.toString();
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=').append(encoded(value));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
