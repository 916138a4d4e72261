package dev.assay.cli.demo;

import dev.assay.cli.Terminal;
import dev.assay.cli.api.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows the events of one execution: tells them as lines and remembers how it ended. */
final class Story {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_REASON = 90;

  private final String document;
  private final String executionId;
  private final Terminal terminal;
  private final Consumer<String> tell;

  private final Map<String, Instant> begun = new HashMap<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private Outcome outcome = Outcome.RUNNING;
  private int rounds;
  private @Nullable Double score;
  private String reason = "";
  private @Nullable String validationId;
  private @Nullable String reviewId;
  private @Nullable String contentHash;

  /**
   * @param tell takes one line at a time, without the document's name
   */
  Story(String document, String executionId, Terminal terminal, Consumer<String> tell) {
    this.document = document;
    this.executionId = executionId;
    this.terminal = terminal;
    this.tell = tell;
  }

  /** True while there is more to hear: until the execution ends or waits for a person. */
  boolean hear(ServerEvent event) {
    JsonNode data;
    try {
      data = JSON.readTree(event.data());
    } catch (JacksonException e) {
      return true;
    }
    Instant at = Instant.parse(data.path("timestamp").stringValue(Instant.EPOCH.toString()));
    first = first == null ? at : first;
    last = at;
    return hear(event.type(), data.path("payload"), at);
  }

  Ending ending() {
    double seconds =
        first == null || last == null ? 0 : Duration.between(first, last).toMillis() / 1000.0;
    return new Ending(
        document,
        executionId,
        outcome,
        rounds,
        score,
        seconds,
        reason,
        validationId,
        reviewId,
        contentHash);
  }

  private boolean hear(String type, JsonNode payload, Instant at) {
    switch (type) {
      case "agent-execution.started" -> agentStarts(payload, at);
      case "agent-execution.failed" ->
          tell.accept(
              terminal.red(text(payload, "agent") + " failed: " + shown(payload, "message")));
      case "validation.round-opened" -> roundOpens(payload);
      case "validation.verdict-recorded" -> verdict(payload.path("verdict"), at);
      case "validation.round-concluded" -> roundEnds(payload);
      case "validation.accepted" ->
          settle(
              payload.path("rounds").asInt(1) > 1
                  ? Outcome.ACCEPTED_AFTER_REVISION
                  : Outcome.ACCEPTED,
              "");
      case "validation.rejected" -> settle(Outcome.REJECTED, shown(payload, "reason"));
      case "validation.escalated" -> escalate(payload);
      case "workflow-execution.faulted" ->
          settle(
              Outcome.FAULTED,
              shown(payload.path("error"), "title") + " " + shown(payload.path("error"), "detail"));
      case "workflow-execution.cancelled" -> settle(Outcome.CANCELLED, shown(payload, "reason"));
      default -> {
        // Not worth a line.
      }
    }
    return switch (type) {
      case "workflow-execution.completed",
          "workflow-execution.faulted",
          "workflow-execution.cancelled",
          "workflow-execution.task-waiting" ->
          false;
      default -> true;
    };
  }

  private void agentStarts(JsonNode payload, Instant at) {
    begun.put(text(payload, "agentExecutionId"), at);
    String agent = terminal.bold(text(payload, "agent"));
    switch (text(payload.path("owner"), "kind")) {
      case "TASK" -> tell.accept(agent + " drafts");
      case "REVISION" -> tell.accept(agent + " revises what round " + rounds + " refused");
      default -> {
        // Judges are told of by their verdicts.
      }
    }
  }

  private void roundOpens(JsonNode payload) {
    rounds = Math.max(rounds, payload.path("round").asInt(0));
    validationId = text(payload, "validationId");
    long judges = 0;
    long all = 0;
    for (JsonNode validator : payload.path("validators")) {
      all++;
      judges += text(validator, "kind").equals("JUDGE") ? 1 : 0;
    }
    tell.accept(
        "round %d: %d checks and %d judges look at it".formatted(rounds, all - judges, judges));
  }

  private void verdict(JsonNode verdict, Instant at) {
    String says = text(verdict, "outcome");
    String line =
        String.format(
            Locale.ROOT,
            "round %d  %-16s %-5s %4.2f",
            rounds,
            Terminal.cut(text(verdict, "validator"), 16),
            says,
            verdict.path("score").asDouble(0));
    Instant start = begun.get(text(verdict, "agentExecutionId"));
    String took =
        start == null
            ? ""
            : String.format(
                Locale.ROOT,
                "  %s %.1f s",
                text(verdict, "version"),
                Duration.between(start, at).toMillis() / 1000.0);
    String why =
        says.equals("PASS") ? "" : "  " + Terminal.cut(shown(verdict, "reason"), LONGEST_REASON);
    String painted =
        switch (says) {
          case "PASS" -> terminal.green(line);
          case "FAIL" -> terminal.yellow(line);
          default -> terminal.red(line);
        };
    tell.accept(painted + terminal.dim(took) + why);
  }

  private void roundEnds(JsonNode payload) {
    score = payload.path("score").asDouble(0);
    boolean passed = payload.path("passed").asBoolean(false);
    tell.accept(
        String.format(
            Locale.ROOT, "round %d %s, score %.2f", rounds, passed ? "passed" : "failed", score));
  }

  private void escalate(JsonNode payload) {
    reviewId = text(payload, "reviewId");
    contentHash = text(payload, "contentHash");
    settle(Outcome.ESCALATED, shown(payload, "reason"));
  }

  private void settle(Outcome how, String why) {
    outcome = how;
    reason = why.strip();
    String because = reason.isEmpty() ? "" : ": " + Terminal.cut(reason, LONGEST_REASON);
    tell.accept(how.painted(terminal, how.words()) + because);
  }

  private static String shown(JsonNode node, String member) {
    return Terminal.plain(text(node, member));
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).stringValue("");
  }
}
