package dev.assay.cli.ledger;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code assay ledger}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The transparency log over all events, for operators.",
    synopsisSubcommandLabel = "(status | break)")
public final class LedgerCommand {
  private final Context context;

  public LedgerCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Says how far the ledger is, and why nothing is ordered or signed, if so (exit code 1).")
  int status(
      @Mixin ServerOptions server,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    JsonNode status = server.client(context, "operator").get("/ledger").json();
    if (json) {
      context.terminal().json(status);
    } else {
      new LedgerReport(context.terminal()).print(status);
    }
    return status.path("refusal").isObject() ? Failure.NO : 0;
  }

  @Command(
      name = "break",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Records that what was published is lost. The ledger goes on under a new name.",
        "This cannot be taken back: see docs/how-to/restore.md first."
      })
  int recordBreak(
      @Mixin ServerOptions server,
      @Option(
              names = "--reason",
              paramLabel = "<text>",
              required = true,
              description = "What happened; shown to everybody who asks for the ledger's status.")
          String reason,
      @Option(names = "--json", description = "Print {\"origin\": …}.") boolean json) {
    ApiClient client = server.client(context, "platform-admin", "operator");
    JsonNode origin = client.get("/ledger").json().path("origin");
    if (!origin.isString()) {
      throw Failure.no("This ledger has not begun, so there is nothing to break");
    }
    JsonNode begun =
        client
            .post(
                "/ledger/breaks",
                JsonMapper.shared()
                    .createObjectNode()
                    .put("origin", origin.stringValue())
                    .put("reason", reason),
                UUID.randomUUID().toString())
            .json();
    if (json) {
      context.terminal().json(begun);
    } else {
      context
          .terminal()
          .line(
              "The ledger goes on as "
                  + context.terminal().bold(begun.path("origin").stringValue(""))
                  + ". Tell those who hold proofs of "
                  + origin.stringValue()
                  + ", and its witnesses.");
    }
    return 0;
  }
}
