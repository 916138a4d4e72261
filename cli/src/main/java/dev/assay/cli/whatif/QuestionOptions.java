package dev.assay.cli.whatif;

import dev.assay.cli.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is to be different, and what becomes of inputs that the record does not have. */
final class QuestionOptions {
  @Option(
      names = "--set",
      paramLabel = "<path=value>",
      description = {
        "What is to be different; may be repeated. The value is JSON or text, @file reads a file.",
        "Such as model=openai/gpt-5, agents.writer.instructions=@new.txt, agents.writer.version=2,",
        "pipeline.policy.threshold=0.9, validators.tone.with.rubric.threshold=0.8, input.text=@t"
      })
  private @Nullable List<String> settings;

  @Option(
      names = "--from-task",
      paramLabel = "<task>",
      description = "From which task on: its name, reference or id (default: from the start).")
  private @Nullable String fromTask;

  @Option(
      names = "--on-miss",
      paramLabel = "<block|mock>",
      description = {
        "What becomes of a model call or review that the record has no answer for",
        "(default: block). Neither ever counts as a pass."
      })
  private @Nullable String onMiss;

  @Option(
      names = "--mock",
      paramLabel = "<agent=value>",
      description =
          "With --on-miss mock: what an agent answers; JSON, text or @file; may be repeated.")
  private @Nullable List<String> mocks;

  @Option(
      names = "--mock-decision",
      paramLabel = "<APPROVE|REJECT>",
      description = "With --on-miss mock: what people decide on content that nobody has seen.")
  private @Nullable String mockDecision;

  /** Adds the question to a request. */
  void into(ObjectNode request) {
    ObjectNode changes = JsonMapper.shared().createObjectNode();
    for (String setting : settings == null ? List.<String>of() : settings) {
      Setting.parse("--set", setting).into(changes);
    }
    if (!changes.isEmpty()) {
      request.set("changes", changes);
    }
    put(request, "fromTask", fromTask);
    put(request, "onMiss", onMiss);
    put(request, "mockDecision", mockDecision);
    for (String mock : mocks == null ? List.<String>of() : mocks) {
      Setting setting = Setting.parse("--mock", mock);
      if (setting.path().size() != 1) {
        throw Failure.wrongUse("Expected --mock as agent=value, but got '" + mock + "'");
      }
      setting.into(request.withObject("/mocks"));
    }
  }

  boolean isGiven() {
    return settings != null
        || fromTask != null
        || onMiss != null
        || mocks != null
        || mockDecision != null;
  }

  static void put(ObjectNode request, String member, @Nullable String value) {
    if (value != null) {
      request.put(member, value);
    }
  }
}
