package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import dev.assay.qa.support.ServerProcess;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * An auditor asks what would have come of executions, had something been different. The record
 * stays as it was, and what was answered outlives whoever answered it.
 */
class WhatIfTest {
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CHECKED =
      """
      - check:
          call: validate
          with:
            content: ${ .text }
            pipeline:
              validators:
                - name: short
                  kind: length
                  onFail: reject
                  with: { maxWords: 1000 }
      """;
  private static final Map<String, Object> ONE_WORD_ONLY =
      Map.of("validators", Map.of("short", Map.of("with", Map.of("maxWords", 1))));

  @TempDir private Path folder;

  @Test
  void shouldAnswerFromTheRecordAloneAndGoOnAfterItWasKilled() {
    Path data = folder.resolve("data");
    Map<String, String> settings =
        Map.of("ASSAY_WHATIFS_LEASE", "2s", "ASSAY_WHATIFS_PAUSE", "500ms");
    try (ServerProcess server = ServerProcess.start(data, settings)) {
      Api api = Api.withRoles(server.url(), data, OneServer.ALL_ROLES);
      String execution =
          Examples.start(
              api, Examples.register(api), Examples.input(Examples.ACCEPTED_AFTER_REVISION));
      Examples.awaitStatus(api, execution, "COMPLETED");
      String workflow = manyExecutions(api);
      Api una = Api.withRoles(server.url(), data, "auditor", "demo", "una");

      assertThatTheRecordOnlyGrowsByLooks(
          una,
          () -> {
            assertThatNothingChangedIsTheSame(una, execution);
            assertThatAnotherThresholdDecidesOtherwise(server, execution);
            assertThatAnotherModelCannotBeCompared(una, execution);
            assertThatManyAreCancelled(una, workflow);
          });
      assertThatManyGoOnAfterAKill(server, workflow);
    }
  }

  private static void assertThatNothingChangedIsTheSame(Api una, String execution) {
    JsonNode replay = asked(una, execution, Map.of());

    assertThat(replay.path("outcome").asString("")).as(replay.toString()).isEqualTo("SAME");
    JsonNode report = replay.get("whatIf");
    assertThat(report.get("passed").booleanValue()).isTrue();
    assertThat(report.get("comparability").doubleValue()).isEqualTo(1);
    assertThat(report.get("fromRecord").intValue()).isGreaterThan(10);
    assertThat(report.get("replayed")).isEqualTo(report.get("observed"));
  }

  private void assertThatAnotherThresholdDecidesOtherwise(ServerProcess server, String execution) {
    Program assay =
        new Program(
            folder, Map.of("ASSAY_HOME", server.dataDir().toString(), "ASSAY_URL", server.url()));

    Program.Ended ended =
        assay.run(
            "what-if",
            execution,
            "--set",
            "pipeline.policy.threshold=0.95",
            "--set",
            "pipeline.maxRevisions=0",
            "--set",
            "pipeline.onExhausted=reject");

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.out())
        .containsPattern("observed +replayed +candidate")
        .containsPattern("validations +1 accepted, 0 rejected +1 accepted, 0 rejected +0 accepted")
        .contains("comparability 1.00", "different");
  }

  private static void assertThatAnotherModelCannotBeCompared(Api una, String execution) {
    JsonNode replay = asked(una, execution, Map.of("model", "offline/another"));

    assertThat(replay.path("outcome").asString(""))
        .as(replay.toString())
        .isEqualTo("NOT_COMPARABLE");
    JsonNode report = replay.get("whatIf");
    assertThat(report.get("passed").booleanValue()).isFalse();
    assertThat(report.get("blocked").intValue()).isPositive();
    assertThat(report.get("comparability").doubleValue()).isLessThan(1);
  }

  private static void assertThatManyAreCancelled(Api una, String workflow) {
    String path = askedOfMany(una, workflow);

    assertThat(una.post(path + "/cancellation", null).status()).isEqualTo(204);

    JsonNode cancelled = una.get(path).body();
    assertThat(cancelled.path("status").asString("")).isEqualTo("CANCELLED");
    assertThat(cancelled.at("/summary/conclusions/PENDING").intValue()).isPositive();
  }

  private static void assertThatManyGoOnAfterAKill(ServerProcess server, String workflow) {
    Api una = Api.withRoles(server.url(), server.dataDir(), "auditor", "demo", "una");
    String path = askedOfMany(una, workflow);
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> una.get(path).body().at("/progress/done").intValue() > 0);
    server.kill();
    Instant killed = Instant.now();
    server.restart();

    Api again = Api.withRoles(server.url(), server.dataDir(), "auditor", "demo", "una");
    JsonNode ended =
        await()
            .atMost(PATIENCE)
            .until(
                () -> again.get(path).body(),
                it -> !Set.of("PENDING", "RUNNING").contains(it.path("status").asString("")));
    assertThat(ended.path("status").asString("")).as(ended.toString()).isEqualTo("COMPLETED");
    assertThat(ended.at("/progress/done").intValue()).isEqualTo(MANY);
    assertThat(ended.at("/summary/conclusions/DIFFERENT").intValue()).isEqualTo(MANY);
    assertThat(ended.at("/summary/passed/observed").intValue()).isEqualTo(MANY);
    assertThat(ended.at("/summary/passed/candidate").intValue()).isZero();
    List<Instant> answered = new ArrayList<>();
    again
        .get(path + "/executions?limit=500&fields=answeredAt")
        .body()
        .get("items")
        .forEach(line -> answered.add(Instant.parse(line.get("answeredAt").stringValue())));
    assertThat(answered).hasSize(MANY).as("answers from before the kill").anyMatch(killed::isAfter);
    assertThat(answered).as("answers from after it").anyMatch(killed::isBefore);
  }

  private static void assertThatTheRecordOnlyGrowsByLooks(Api una, Runnable asking) {
    long last = quiet(una);
    Checkpoint before = checkpoint(una);
    asking.run();
    Checkpoint after = await().until(() -> checkpoint(una), now -> now.size() > before.size());

    JsonNode grown =
        una.get("/audit/proofs/consistency?from=%d&to=%d".formatted(before.size(), after.size()))
            .body();
    List<Hash> hashes = new ArrayList<>();
    grown.get("hashes").forEach(hash -> hashes.add(Hash.fromBase64(hash.stringValue())));
    assertThat(
            new ConsistencyProof(before.size(), after.size(), hashes)
                .verifies(before.root(), after.root()))
        .as("the tree of the tenant at its old size has the same root")
        .isTrue();
    List<JsonNode> added =
        una.get("/audit/events?limit=500&afterPosition=" + last)
            .body()
            .get("items")
            .valueStream()
            .toList();
    assertThat(added)
        .as("what was added to the record")
        .extracting(event -> event.path("type").asString(""))
        .containsOnly("access.record-read");
    assertThat(added)
        .extracting(event -> event.at("/payload/operation").asString(""))
        .filteredOn(operation -> operation.startsWith("POST"))
        .containsExactlyInAnyOrder(
            "POST /api/v1/executions/{id}/replays",
            "POST /api/v1/executions/{id}/replays",
            "POST /api/v1/executions/{id}/replays",
            "POST /api/v1/what-ifs",
            "POST /api/v1/what-ifs/{id}/cancellation");
  }

  /** The last position of what is no look, once nothing more comes. */
  private static long quiet(Api una) {
    long[] last = {0};
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              long now =
                  una.get("/audit/events?sort=-position&limit=500")
                      .body()
                      .get("items")
                      .valueStream()
                      .filter(it -> !it.path("type").asString("").startsWith("access."))
                      .mapToLong(it -> it.get("position").longValue())
                      .max()
                      .orElse(0);
              boolean same = now == last[0];
              last[0] = now;
              return same;
            });
    return last[0];
  }

  private static Checkpoint checkpoint(Api una) {
    return Checkpoint.parse(
        Note.parse(una.get("/audit/checkpoint?tree=tenant").response().body()).text());
  }

  private static String manyExecutions(Api api) {
    String workflow = Examples.workflowOf(api, "many", CHECKED);
    for (int i = 0; i < MANY; i++) {
      Examples.start(api, workflow, Map.of("text", "A short text, number " + i + "."));
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                api.get("/executions?limit=500&status=COMPLETED&workflowId=" + workflow)
                    .body()
                    .get("items")
                    .size(),
            done -> done == MANY);
    return workflow;
  }

  private static String askedOfMany(Api una, String workflow) {
    Answer asked =
        una.post(
            "/what-ifs",
            Map.of("selection", Map.of("workflow", workflow), "changes", ONE_WORD_ONLY));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    assertThat(asked.body().get("executions").intValue()).isEqualTo(MANY);
    return "/what-ifs/" + asked.body().get("whatIfId").stringValue();
  }

  private static JsonNode asked(Api una, String execution, Map<String, Object> changes) {
    Answer asked =
        una.post(
            "/executions/" + execution + "/replays", Map.of("mode", "what-if", "changes", changes));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String path = "/replays/" + asked.body().get("replayId").stringValue();
    // Each look is recorded, and the record is looked through in one page.
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> una.get(path).body(),
            it -> Set.of("COMPLETED", "FAILED").contains(it.path("status").asString("")));
  }
}
