package dev.assay.cli.run;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code assay dead-letters}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Events that a projection or a process manager could not handle.",
    synopsisSubcommandLabel = "(list | show | retry | discard)")
public final class DeadLettersCommand {
  private static final String NAME = "<name>";
  private static final String WHOSE = "A projection or a process manager.";

  private final Context context;

  public DeadLettersCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists who has dead letters, or the parked ones of one of them.")
  int list(
      @Mixin ServerOptions server,
      @Parameters(arity = "0..1", paramLabel = NAME, description = WHOSE) @Nullable String name,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    ApiClient client = server.client(context, "operator");
    List<JsonNode> found =
        name == null ? LetterBox.holders(client) : LetterBox.of(client, name).all("PARKED");
    if (json) {
      context.terminal().json(JsonMapper.shared().valueToTree(found));
      return 0;
    }
    Table table =
        name == null
            ? new Table("NAME", "DEAD LETTERS")
            : new Table("ID", "POSITION", "EVENT", "FIRST", "ATTEMPTS", "CAUSE");
    for (JsonNode one : found) {
      if (name == null) {
        table.row(one.path("name").stringValue(""), one.path("deadLetters"));
      } else {
        table.row(
            one.path("letterId").stringValue(""),
            one.path("position"),
            one.path("eventType").stringValue(""),
            one.path("first").asBoolean(false) ? "yes" : "",
            one.path("attempts"),
            cause(one));
      }
    }
    table.print(context.terminal());
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Shows one dead letter with its cause.")
  int show(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = NAME, description = WHOSE) String name,
      @Parameters(paramLabel = "<id>") String id,
      @Option(names = "--json", description = "Print as JSON.") boolean json) {
    JsonNode letter = LetterBox.of(server.client(context, "operator"), name).letter(id);
    if (json) {
      context.terminal().json(letter);
      return 0;
    }
    Table table = new Table("WHAT", "");
    for (String member :
        List.of(
            "status",
            "eventType",
            "eventId",
            "position",
            "aggregateType",
            "aggregateId",
            "sequenceId",
            "first",
            "attempts",
            "parkedAt",
            "lastAttemptAt")) {
      table.row(member, letter.path(member).asString(""));
    }
    table.row("cause", cause(letter));
    table.print(context.terminal());
    return 0;
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Has dead letters handled again, in the order of their sequences.",
        "Waits for what comes of it; exit code 1 says that some are still parked."
      })
  int retry(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = NAME, description = WHOSE) String name,
      @Parameters(arity = "0..1", paramLabel = "<id>", description = "Which; or --all.")
          @Nullable String id,
      @Option(names = "--sequence", description = "With all that waits behind it, and before.")
          boolean sequence,
      @Option(names = "--all", description = "All of the tenant.") boolean all,
      @Option(names = "--detach", description = "Do not wait for the end.") boolean detach)
      throws InterruptedException {
    if (all == (id != null) || all && sequence) {
      throw Failure.wrongUse("Expected the id of a letter or --all, but got neither or both");
    }
    ApiClient client = server.client(context, "operator");
    LetterBox box = LetterBox.of(client, name);
    String wish = id == null ? box.path() : box.path(id) + (sequence ? "/sequence" : "");
    Predicate<JsonNode> which = id == null ? it -> true : which(box.letter(id), sequence);
    client.post(
        wish + "/retry", JsonMapper.shared().createObjectNode(), UUID.randomUUID().toString());
    if (detach) {
      context.terminal().line("Wanted; see 'assay dead-letters list " + name + "'");
      return 0;
    }
    List<JsonNode> left = box.untilTried(which);
    if (left.isEmpty()) {
      context.terminal().line("Handled");
      return 0;
    }
    throw Failure.no(
        "%d still parked, the first because of %s".formatted(left.size(), cause(left.getFirst())));
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Gives up a dead letter: the projection or process manager goes on without its event.",
        "What waits behind it stays parked and can be retried."
      })
  int discard(
      @Mixin ServerOptions server,
      @Parameters(paramLabel = NAME, description = WHOSE) String name,
      @Parameters(paramLabel = "<id>") String id,
      @Option(
              names = "--reason",
              required = true,
              description = "Why, for those who ask later; kept in the record.")
          String reason) {
    ApiClient client = server.client(context, "operator");
    client.delete(
        LetterBox.of(client, name).path(id),
        JsonMapper.shared().createObjectNode().put("reason", reason));
    context.terminal().line("Given up");
    return 0;
  }

  private static Predicate<JsonNode> which(JsonNode letter, boolean sequence) {
    if (!sequence) {
      return LetterBox.in(Set.of(letter.path("letterId").stringValue("")));
    }
    return it ->
        it.path("sequenceId").equals(letter.path("sequenceId"))
            && it.path("version").equals(letter.path("version"))
            && it.path("build").equals(letter.path("build"));
  }

  private static String cause(JsonNode letter) {
    String kind = letter.at("/cause/kind").stringValue("");
    String message = letter.at("/cause/message").stringValue("");
    String shortKind = kind.substring(kind.lastIndexOf('.') + 1);
    return message.isEmpty() ? shortKind : shortKind + ": " + message;
  }
}
