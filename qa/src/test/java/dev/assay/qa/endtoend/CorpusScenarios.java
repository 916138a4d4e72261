package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Executions that go every way an execution can go. Each is brought to its end before the next
 * begins, so that the scripted model's replies reach those for whom they are meant.
 */
final class CorpusScenarios {
  private static final String MODEL = "scripted/" + ScriptedModelServer.MODEL;
  private static final Map<String, Object> TEXT = Map.of("text", "A short text.");
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAULTED", "CANCELLED");
  private static final Duration SLOW = Duration.ofSeconds(4);

  private final Api api;
  private final Api rita;
  private final ScriptedModelServer model;
  private final Consumer<String> answerLate;
  private final Map<String, String> executions = new LinkedHashMap<>();

  /**
   * @param answerLate has a worker that lost its lease answer the call of an execution
   */
  CorpusScenarios(Api api, Api rita, ScriptedModelServer model, Consumer<String> answerLate) {
    this.answerLate = answerLate;
    this.api = api;
    this.rita = rita;
    this.model = model;
  }

  /** Ids of the executions by the name of what happened to them. */
  Map<String, String> play() {
    documents();
    people();
    controls();
    models();
    times();
    branches();
    alone();
    return executions;
  }

  private void documents() {
    String workflow = Examples.register(api);
    document("accepted", workflow, Examples.ACCEPTED_AT_ONCE, "COMPLETED");
    document("revised", workflow, Examples.ACCEPTED_AFTER_REVISION, "COMPLETED");
    document("rejected", workflow, Examples.REJECTED, "COMPLETED");
    String steered = document("escalated-approved", workflow, Examples.FOR_A_PERSON, "WAITING");
    decide(steered, "APPROVE", null);
    ends(steered, "COMPLETED");
  }

  private void people() {
    String edited = begin("edited", Waiting.WORKFLOW, "WAITING");
    decide(edited, "EDIT", "A better text.");
    ends(edited, "COMPLETED");
    String refused = begin("escalated-rejected", Waiting.WORKFLOW, "WAITING");
    decide(refused, "REJECT", null);
    ends(refused, "COMPLETED");
    String overdue = begin("review-overdue", shortly("reviewDue: PT1S"), "WAITING");
    String review = Waiting.reviewOfExecution(rita, overdue).get("reviewId").stringValue();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rita.get("/reviews/" + review).body().path("overdue").asBoolean(false));
    decide(overdue, "APPROVE", null);
    ends(overdue, "COMPLETED");
  }

  private void controls() {
    String paused = begin("paused-resumed", Waiting.WORKFLOW + SET, "WAITING");
    post(paused, "/pause", null);
    decide(paused, "APPROVE", null);
    post(paused, "/resume", null);
    ends(paused, "COMPLETED");
    String cancelled = begin("cancelled-waiting", Waiting.WORKFLOW, "WAITING");
    post(cancelled, "/cancellation", Map.of("reason", "not needed any more"));
    ends(cancelled, "CANCELLED");
    model.next(Reply.text("At last.").after(SLOW));
    String calling = begin("cancelled-calling", agentTask(agent("slow", MODEL)), "RUNNING");
    await().until(() -> model.open() == 1);
    post(calling, "/cancellation", Map.of("reason", "too slow"));
    ends(calling, "CANCELLED");
    answerLate.accept(calling);
    await().atMost(SLOW.multipliedBy(3)).until(() -> model.open() == 0);
    String nowhere = agent("mended", "nowhere/nothing");
    String retried = begin("start-refused-retried", agentTask(nowhere), "FAULTED");
    api.put("/agents/" + nowhere, ExecutionControlTest.anAgentOn("default"));
    post(retried, "/retry", null);
    ends(retried, "COMPLETED");
  }

  private void models() {
    model.next(Reply.status(503), Reply.status(503), Reply.text("The third answer."));
    begin("failed-calls", agentTask(agent("unlucky", MODEL)), "COMPLETED");
    model.next(Reply.status(400));
    begin("failover", agentTask(agent("second-choice", MODEL, "default")), "COMPLETED");
    model.next(Reply.status(400), Reply.text("After the retry."));
    String failed = begin("failed-retried", agentTask(agent("only-choice", MODEL)), "FAULTED");
    post(failed, "/retry", null);
    ends(failed, "COMPLETED");
    Map<String, Object> strict = new HashMap<>(ExecutionControlTest.anAgentOn(MODEL));
    strict.put(
        "outputSchema",
        Map.of(
            "type", "object",
            "required", List.of("text"),
            "properties", Map.of("text", Map.of("type", "string"))));
    String name = OneServer.aName("strict");
    assertThat(api.put("/agents/" + name, strict).status()).isEqualTo(201);
    model.next(
        Reply.text("No JSON."), Reply.text("{\"words\": 1}"), Reply.text("{\"text\": \"Now.\"}"));
    begin("output-refused", agentTask(name), "COMPLETED");
    String versionless =
        agentTask(agent("versions", MODEL)).replace("input:", "version: 99, input:");
    begin("start-refused", versionless, "FAULTED");
  }

  private void times() {
    Map<String, Object> hasty = new HashMap<>(ExecutionControlTest.anAgentOn(MODEL));
    hasty.put("limits", limits(1));
    String name = OneServer.aName("hasty");
    assertThat(api.put("/agents/" + name, hasty).status()).isEqualTo(201);
    model.next(Reply.text("Too late.").after(SLOW));
    begin("agent-timed-out", agentTask(name), "FAULTED");
    await().atMost(SLOW.multipliedBy(3)).until(() -> model.open() == 0);
    model.next(Reply.text("Too late.").after(SLOW));
    String round = begin("round-timed-out", judged(agent("late-judge", MODEL)), "WAITING");
    decide(round, "APPROVE", null);
    ends(round, "COMPLETED");
    await().atMost(SLOW.multipliedBy(3)).until(() -> model.open() == 0);
    model.next(Reply.text("Too late.").after(SLOW));
    begin("revision-timed-out", revised(agent("late-producer", MODEL)), "COMPLETED");
    await().atMost(SLOW.multipliedBy(3)).until(() -> model.open() == 0);
    String workflow = Examples.workflowOf(api, OneServer.aName("deadline"), Waiting.WORKFLOW);
    Answer started =
        api.post(
            "/workflows/" + workflow + "/executions",
            Map.of("input", TEXT, "deadline", Instant.now().plusSeconds(4).toString()));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    String late = started.body().get("executionId").stringValue();
    executions.put("execution-timed-out", late);
    ends(late, "FAULTED");
  }

  private void branches() {
    begin("parallel", forked(agent("left", MODEL), agent("right", "default"), false), "COMPLETED");
    model.next(Reply.text("The loser.").after(SLOW));
    begin(
        "competing", forked(agent("loser", MODEL), agent("winner", "default"), true), "COMPLETED");
    await().atMost(SLOW.multipliedBy(3)).until(() -> model.open() == 0);
    begin("expression-failed", "- broken:\n    set: '${ .text | tonumber }'\n", "FAULTED");
  }

  /** What people ask of an agent or of validators without a workflow. */
  private void alone() {
    model.next(Reply.status(503), Reply.text("An answer by itself."));
    Answer asked =
        api.post(
            "/agents/" + agent("alone", MODEL) + "/executions",
            Map.of("input", Map.of("document", "A short text.")));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String agentExecution = asked.body().get("agentExecutionId").stringValue();
    executions.put("agent-alone", agentExecution);
    settles("/agent-executions/" + agentExecution, "COMPLETED");
    Map<String, Object> tooShort =
        Map.of("name", "long-enough", "kind", "length", "with", Map.of("minWords", 4));
    model.next(Reply.text("A text that is longer."));
    Answer requested =
        api.post(
            "/validations",
            Map.of(
                "content",
                "A short text.",
                "pipeline",
                Map.of("validators", List.of(tooShort), "maxRevisions", 1),
                "producer",
                Map.of("agent", agent("reviser", MODEL), "input", Map.of())));
    assertThat(requested.status()).as(requested.toString()).isEqualTo(202);
    String validation = requested.body().get("validationId").stringValue();
    executions.put("validation-alone", validation);
    settles("/validations/" + validation, "ACCEPTED");
    conversation();
  }

  private void conversation() {
    Answer started =
        api.post("/conversations", Map.of("agent", agent("talker", MODEL), "title", "The pump"));
    assertThat(started.status()).as(started.toString()).isEqualTo(201);
    String conversation = started.body().get("conversationId").stringValue();
    executions.put("conversation", conversation);
    model.next(Reply.text("It was lost."), Reply.status(400), Reply.text("Nobody was hurt."));
    say(conversation, "What became of the pump?");
    say(conversation, "And was somebody hurt?");
    say(conversation, "I ask once more: was somebody hurt?");
  }

  /** Waits for the reply, or for its failure. */
  private void say(String conversation, String text) {
    String path = "/conversations/" + conversation;
    int before = api.get(path).body().get("messages").size();
    Answer said = api.post(path + "/messages", Map.of("content", text));
    assertThat(said.status()).as(said.toString()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              JsonNode all = api.get(path).body().get("messages");
              JsonNode last = all.path(before + 1);
              return all.size() == before + 2
                  && (last.path("content").isString() || last.path("failure").isString());
            });
  }

  private void settles(String path, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(path).body().path("status").asString("").equals(status));
  }

  private static final String SET = "- after:\n    set: { done: true }\n";

  private static String shortly(String setting) {
    return Waiting.WORKFLOW.stripTrailing() + "\n        " + setting + "\n";
  }

  private static String agentTask(String agent) {
    return "- write:\n    call: agent\n    with: { agent: "
        + agent
        + ", input: { document: \"${ .text }\" } }\n";
  }

  private static String judged(String judge) {
    return """
        - ask:
            call: validate
            with:
              content: ${ .text }
              pipeline:
                validators:
                  - name: long-enough
                    kind: length
                    with: { minWords: 2 }
                  - name: slow
                    kind: judge
                    with:
                      agent: %s
                      rubric: { name: any, criteria: [{ name: any, question: 'Is it a text?' }] }
                roundTimeout: PT1S
        """
        .formatted(judge);
  }

  private static String revised(String producer) {
    return """
        - ask:
            call: validate
            with:
              content: ${ .text }
              producer: { agent: %s, input: { document: "${ .text }" } }
              pipeline:
                validators:
                  - name: long-enough
                    kind: length
                    with: { minWords: 10 }
                maxRevisions: 1
                roundTimeout: PT1S
        """
        .formatted(producer);
  }

  private static String forked(String one, String other, boolean compete) {
    return """
        - both:
            fork:
              compete: %s
              branches:
                - one:
                    call: agent
                    with: { agent: %s, input: { document: "${ .text }" } }
                - other:
                    call: agent
                    with: { agent: %s, input: { document: "${ .text }" } }
        """
        .formatted(compete, one, other);
  }

  private static Map<String, Object> limits(int seconds) {
    return Map.of(
        "maxModelCalls", 4, "maxTokens", 10_000, "maxToolCalls", 0, "timeoutSeconds", seconds);
  }

  /** Registers an agent and answers its name. */
  private String agent(String kind, String... models) {
    String name = OneServer.aName(kind);
    Map<String, Object> body = new HashMap<>(ExecutionControlTest.anAgentOn(models[0]));
    body.put("model", Map.of("prefer", List.of(models)));
    Answer put = api.put("/agents/" + name, body);
    assertThat(put.status()).as(put.toString()).isEqualTo(201);
    return name;
  }

  private String document(String name, String workflow, String document, String until) {
    return until(name, Examples.start(api, workflow, Examples.input(document)), until);
  }

  private String begin(String name, String tasks, String until) {
    return until(
        name,
        Examples.start(api, Examples.workflowOf(api, OneServer.aName(name), tasks), TEXT),
        until);
  }

  private String until(String name, String execution, String status) {
    executions.put(name, execution);
    ends(execution, status);
    return execution;
  }

  private void ends(String execution, String status) {
    Set<String> wanted = new TreeSet<>(ENDS);
    wanted.add(status);
    JsonNode seen = Examples.awaitStatus(api, execution, wanted.toArray(String[]::new));
    assertThat(seen.get("status").stringValue()).as(seen.toString()).isEqualTo(status);
  }

  private void post(String execution, String action, @Nullable Object body) {
    Answer answer = api.post("/executions/" + execution + action, body);
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
  }

  private void decide(String execution, String decision, @Nullable String content) {
    JsonNode review = Waiting.reviewOfExecution(rita, execution);
    Map<String, Object> body = new HashMap<>(Waiting.decision(review, decision));
    if (content != null) {
      body.put("content", content);
    }
    Answer answer = rita.post(Waiting.decisionPath(review), body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }
}
