package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ServerOptions;
import dev.assay.cli.api.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay token}. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints a bearer token of the authorisation server that is built in.",
      "Roles: platform-admin, tenant-admin, designer, operator, reviewer, auditor, agent-runner."
    },
    footer = {"", "Example: export ASSAY_TOKEN=$(assay token --role designer,agent-runner)"})
public final class TokenCommand implements Callable<Integer> {
  private static final Set<String> ROLES =
      Set.of(
          "platform-admin",
          "tenant-admin",
          "designer",
          "operator",
          "reviewer",
          "auditor",
          "agent-runner");

  private final Context context;

  @Option(
      names = "--role",
      paramLabel = "<role>",
      required = true,
      split = ",",
      description = "What the bearer may do; repeat it or separate by commas.")
  private List<String> roles = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "<name>",
      defaultValue = "demo",
      description = "The tenant (default: ${DEFAULT-VALUE}).")
  private String tenant = "demo";

  @Option(
      names = "--subject",
      paramLabel = "<name>",
      description = "Who the bearer is; a reviewer must not be who produced the content.")
  private @Nullable String subject;

  @Option(names = "--json", description = "Print {\"token\": …}.")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  public TokenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    for (String role : roles) {
      if (!ROLES.contains(role)) {
        throw Failure.wrongUse("Expected a role, but there is no '" + role + "'; see --help");
      }
    }
    String token = Tokens.fetch(server.url(context), server.home(context), roles, tenant, subject);
    if (json) {
      context.terminal().json(Map.of("token", token));
    } else {
      context.terminal().line(token);
    }
    return 0;
  }
}
