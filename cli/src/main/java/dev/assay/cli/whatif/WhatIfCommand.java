package dev.assay.cli.whatif;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.ServerOptions;
import dev.assay.cli.replay.EndOfReplay;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay what-if}. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs executions again with something changed, on answers of the record, and compares.",
      "Calls no model and changes nothing of the record. Shows how far it is; Ctrl-C detaches.",
      "Ends with 0 where it can be compared, whatever came of it, with 1 where it cannot."
    })
public final class WhatIfCommand implements Callable<Integer> {
  private static final String NOT_FOUND = "NOT_FOUND";

  private final Context context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;
  @Mixin private ChoiceOptions choice;
  @Mixin private QuestionOptions question;

  @Option(
      names = "--show",
      paramLabel = "<whatIfId>",
      description = "Follow and show one that was asked before, instead of asking.")
  private @Nullable UUID shown;

  @Option(names = "--json", description = "Print what came of it as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  public WhatIfCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (shown != null && (choice.isGiven() || question.isGiven())) {
      throw Failure.wrongUse("Expected --show alone, but there is a question beside it");
    }
    ObjectNode request = JsonMapper.shared().createObjectNode();
    question.into(request);
    UUID single = choice.single();
    if (shown == null && single == null) {
      choice.into(request);
    }
    ApiClient client = server.client(context, "auditor");
    if (shown != null) {
      return shown(client, shown.toString());
    }
    if (single != null) {
      request.put("mode", "what-if");
      String path = "/executions/" + single + "/replays";
      return one(client, asked(client, path, request, "replayId"));
    }
    return many(client, asked(client, "/what-ifs", request, "whatIfId"));
  }

  private String asked(ApiClient client, String path, ObjectNode request, String member) {
    String id = client.post(path, request, UUID.randomUUID().toString()).text(member);
    PrintWriter err = spec.commandLine().getErr();
    err.println("asked; Ctrl-C detaches, 'assay what-if --show " + id + "' goes on");
    err.flush();
    return id;
  }

  /** Of many executions or of one: the id does not say. */
  private int shown(ApiClient client, String id) throws InterruptedException {
    boolean isOfMany = true;
    try {
      client.get("/what-ifs/" + id);
    } catch (Failure e) {
      if (!String.valueOf(e.getMessage()).startsWith(NOT_FOUND)) {
        throw e;
      }
      isOfMany = false;
    }
    return isOfMany ? many(client, id) : one(client, id);
  }

  private int one(ApiClient client, String id) throws InterruptedException {
    JsonNode replay = EndOfReplay.await(client, id, spec.commandLine().getErr());
    if (json) {
      context.terminal().json(replay);
    } else {
      new ThreeLanes(context.terminal()).print(replay.path("whatIf"));
    }
    return isComparable(replay.path("outcome").asString("")) ? 0 : Failure.NO;
  }

  private int many(ApiClient client, String id) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    JsonNode ended = new EndOfMany(client, err).await("/what-ifs/" + id);
    if (json) {
      context.terminal().json(ended);
    } else {
      new Counted(context.terminal()).print(ended);
    }
    String status = ended.path("status").asString("");
    JsonNode conclusions = ended.at("/summary/conclusions");
    boolean compared =
        conclusions.path("SAME").asInt(0) + conclusions.path("DIFFERENT").asInt(0) > 0;
    return compared && (status.equals("COMPLETED") || status.equals("BUDGET_SPENT"))
        ? 0
        : Failure.NO;
  }

  private static boolean isComparable(String conclusion) {
    return conclusion.equals("SAME") || conclusion.equals("DIFFERENT");
  }
}
