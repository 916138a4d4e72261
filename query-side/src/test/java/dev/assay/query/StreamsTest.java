package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  /** The ids and names of a stream's events as they come in. */
  private final class Watcher {
    final List<String> names = new CopyOnWriteArrayList<>();
    final List<Long> ids = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> end;

    Watcher(String path, String... headers) {
      HttpResponse<Stream<String>> answer = anyone.lines(path, headers);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      end =
          CompletableFuture.runAsync(
              () -> answer.body().forEach(this::line), Thread::startVirtualThread);
    }

    private void line(String line) {
      if (line.startsWith("event:")) {
        names.add(line.substring(6));
      } else if (line.startsWith("id:")) {
        ids.add(Long.valueOf(line.substring(3)));
      }
    }

    void awaitNames(int count) {
      await().atMost(SOON).until(() -> names.size() >= count);
    }

    void awaitEnd() {
      await().atMost(SOON).until(end::isDone);
    }
  }

  @Test
  void shouldShowAnExecutionAndAllThatItStartsAsItHappens() {
    story.executionStarted();
    anyone.get("/executions/" + story.execution);
    Watcher watcher = new Watcher("/executions/" + story.execution + "/stream");
    watcher.awaitNames(2);
    assertThat(watcher.names)
        .containsExactly("workflow-execution.started", "workflow-execution.task-scheduled");

    story.drafted();
    story.conversation();
    ExecutionId other = new ExecutionId(Uuids.next());
    server.record.append(story.tenant, other, story.started(other));
    story.validationEscalated();
    story.reviewDecided();
    assertThat(watcher.end).isNotDone();
    story.executionCompleted();

    watcher.awaitEnd();
    assertThat(watcher.names)
        .contains("agent-execution.completed", "validation.verdict-recorded", "review.decided")
        .noneMatch(name -> name.startsWith("conversation."))
        .endsWith("workflow-execution.completed");
    assertThat(watcher.names.stream().filter("workflow-execution.started"::equals)).hasSize(1);
    assertThat(watcher.ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldShowWhatHasHappenedAndEndWhenItHasEnded() {
    story.all();
    anyone.get("/executions");
    Watcher whole = new Watcher("/executions/" + story.execution + "/stream");
    whole.awaitEnd();
    assertThat(whole.names).endsWith("workflow-execution.completed").hasSizeGreaterThan(20);

    long middle = whole.ids.get(9);
    Watcher resumed =
        new Watcher(
            "/executions/" + story.execution + "/stream", "Last-Event-ID", Long.toString(middle));
    resumed.awaitEnd();
    assertThat(resumed.ids).isEqualTo(whole.ids.subList(10, whole.ids.size()));

    Watcher atTheEnd =
        new Watcher(
            "/executions/" + story.execution + "/stream",
            "Last-Event-ID",
            Long.toString(whole.ids.getLast()));
    atTheEnd.awaitEnd();
    assertThat(atTheEnd.ids).isEmpty();
  }

  @Test
  void shouldShowARunOfAnAgent() {
    story.drafted();
    anyone.get("/agent-executions/" + story.agentExecution);
    Watcher watcher = new Watcher("/agent-executions/" + story.agentExecution + "/stream");
    watcher.awaitEnd();
    assertThat(watcher.names)
        .startsWith("agent-execution.started")
        .endsWith("agent-execution.completed")
        .hasSize(8);
  }

  @Test
  void shouldStreamWhatNoReadModelKnowsYet() {
    server.whileBehind(
        "executions",
        () -> {
          story.executionStarted();
          Watcher watcher = new Watcher("/executions/" + story.execution + "/stream");
          watcher.awaitNames(2);
          assertThat(anyone.send("/executions/" + story.execution).statusCode())
              .as("the read model is behind")
              .isEqualTo(404);
        });
    server.whileBehind(
        "agent-executions",
        () -> {
          story.drafted();
          new Watcher("/agent-executions/" + story.agentExecution + "/stream").awaitEnd();
        });
    assertThat(anyone.send("/executions/" + Uuids.next() + "/stream").statusCode()).isEqualTo(404);
    assertThat(anyone.send("/executions/" + story.agentExecution + "/stream").statusCode())
        .as("not an execution of a workflow")
        .isEqualTo(404);
    assertThat(
            server
                .as(new TenantId(Uuids.next()))
                .send("/executions/" + story.execution + "/stream")
                .statusCode())
        .as("another tenant's")
        .isEqualTo(404);
  }

  @Test
  void shouldRefuseMoreStreamsThanATenantMayOpenAndFreeThemWhenTheyEnd() {
    story.executionStarted();
    anyone.get("/executions/" + story.execution);
    String path = "/executions/" + story.execution + "/stream";
    List<Watcher> watchers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      watchers.add(new Watcher(path));
    }
    HttpResponse<String> tooMany = anyone.send(path);
    assertThat(tooMany.statusCode()).isEqualTo(429);

    story.executionCompleted();
    watchers.forEach(Watcher::awaitEnd);
    await().atMost(SOON).until(() -> anyone.send(path).statusCode() == 200);
  }

  @Test
  void shouldRefuseALastEventIdThatIsNone() {
    story.executionStarted();
    anyone.get("/executions/" + story.execution);
    assertThat(
            anyone
                .send("/executions/" + story.execution + "/stream", "Last-Event-ID", "here")
                .statusCode())
        .isEqualTo(400);
  }
}
