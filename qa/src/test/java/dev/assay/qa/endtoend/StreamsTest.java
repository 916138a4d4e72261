package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import dev.assay.qa.support.EventSource;
import dev.assay.qa.support.EventSource.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens is told while it happens, and a broken connection loses nothing of it. */
@ExtendWith(OneServer.Extension.class)
@Timeout(90)
class StreamsTest {
  private final OneServer server;
  private final Api api;

  StreamsTest(OneServer server) {
    this.server = server;
    this.api = server.api();
  }

  @Test
  void shouldStreamAnExecutionToItsEndAndResumeByLastEventId() {
    Answer started =
        api.post(
            "/workflows/" + server.workflowId() + "/executions",
            Map.of("input", Examples.input(Examples.ACCEPTED_AFTER_REVISION)));
    String execution = started.body().get("executionId").stringValue();
    String path = "/executions/" + execution + "/stream";

    List<Event> live = follow(path, "Assay-Min-Position", started.header("Assay-Position"));

    assertThat(live).extracting(Event::name).startsWith("workflow-execution.started");
    assertThat(live)
        .extracting(Event::name)
        .contains(
            "agent-execution.completed",
            "validation.requested",
            "validation.verdict-recorded",
            "validation.accepted")
        .endsWith("workflow-execution.completed");
    assertThat(live).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    for (Event event : live) {
      assertThat(event.data().get("position").longValue()).isEqualTo(event.id());
      assertThat(event.data().get("type").stringValue()).isEqualTo(event.name());
    }
    // As after a broken connection: what was seen does not come again, all else does.
    Event half = live.get(live.size() / 2);
    assertThat(follow(path, "Last-Event-ID", Long.toString(half.id())))
        .isEqualTo(live.subList(live.size() / 2 + 1, live.size()));
    assertThat(follow(path, "Last-Event-ID", "0")).as("the whole past").isEqualTo(live);
    Problems.refused(api.get(path, Map.of("Last-Event-ID", "soon")), 400, "INVALID_ARGUMENT");
  }

  @Test
  void shouldStreamARunOfAnAgent() {
    Answer started =
        api.post("/agents/summariser/executions", Map.of("input", Map.of("document", "It rains.")));
    String run = started.body().get("agentExecutionId").stringValue();

    List<Event> events =
        follow(
            "/agent-executions/" + run + "/stream",
            "Assay-Min-Position",
            started.header("Assay-Position"));

    assertThat(events)
        .filteredOn(event -> event.id() >= 0)
        .extracting(Event::name)
        .startsWith("agent-execution.started")
        .endsWith("agent-execution.completed");
  }

  private List<Event> follow(String path, String header, String value) {
    try (EventSource stream =
        EventSource.get(server.url(), api.token(), path, Map.of(header, value))) {
      assertThat(stream.answer().statusCode()).isEqualTo(200);
      assertThat(stream.answer().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      return stream.toEnd();
    }
  }
}
