package dev.assay.cli.keys;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The keys under which texts are sealed, for operators.",
    synopsisSubcommandLabel = "(status | rotate)")
public final class KeysCommand {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private enum Scope {
    root,
    tenant,
    data
  }

  private final Context context;

  public KeysCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Says what wraps the keys, how far rotations are and how retention fares (exit code 1 where"
              + " that is in trouble).")
  int status(
      @Mixin ServerOptions server,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    JsonNode keys = server.client(context, "platform-admin").get("/keys").json();
    if (json) {
      context.terminal().json(keys);
    } else {
      new KeysReport(context.terminal()).print(keys);
    }
    boolean rootIsGone = !keys.path("root").isString() && !keys.path("wrappedBy").isEmpty();
    return keys.path("retention").path("trouble").isString() || rootIsGone ? Failure.NO : 0;
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Exchanges keys and waits until it is done; see docs/how-to/rotate-keys.md.",
        "It goes on in the server, also when nobody waits for it."
      })
  int rotate(
      @Mixin ServerOptions server,
      @Parameters(
              paramLabel = "root|tenant|data",
              description =
                  "root: wrap all tenants' keys by the newest root key; tenant: a new key for one"
                      + " tenant; data: new data keys from now on for one tenant.")
          Scope scope,
      @Parameters(
              arity = "0..1",
              paramLabel = "<tenant id>",
              description = "The tenant, but for root.")
          @Nullable UUID tenant,
      @Option(
              names = "--reason",
              paramLabel = "<text>",
              required = true,
              description = "Why; it is recorded.")
          String reason,
      @Option(
              names = "--new-version",
              description = "With root: also adds a version to a root key in a file.")
          boolean newVersion,
      @Option(names = "--no-wait", description = "Do not wait until it is done.") boolean noWait,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    ApiClient client = server.client(context, "platform-admin");
    String id =
        client
            .post(
                "/keys/rotations",
                body(scope, tenant, reason, newVersion),
                UUID.randomUUID().toString())
            .json()
            .path("rotationId")
            .stringValue("");
    JsonNode rotation = client.get("/keys/rotations/" + id).json();
    while (!noWait && !rotation.path("doneAt").isString()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      rotation = client.get("/keys/rotations/" + id).json();
    }
    if (json) {
      context.terminal().json(rotation);
    } else {
      context.terminal().line(new KeysReport(context.terminal()).rotation(rotation));
    }
    return 0;
  }

  private static JsonNode body(
      Scope scope, @Nullable UUID tenant, String reason, boolean newVersion) {
    if ((scope == Scope.root) == (tenant != null)) {
      throw Failure.wrongUse(
          scope == Scope.root
              ? "Expected no tenant: the root key wraps all tenants' keys"
              : "Expected the id of the tenant whose keys to exchange");
    }
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("scope", scope.name().toUpperCase(java.util.Locale.ROOT));
    body.put("reason", reason);
    if (tenant != null) {
      body.put("tenantId", tenant.toString());
    }
    if (newVersion) {
      body.put("newVersion", true);
    }
    return body;
  }
}
