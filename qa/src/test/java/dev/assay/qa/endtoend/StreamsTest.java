package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  void shouldStreamAnExecutionToItsEndAndResumeByLastEventId() throws Exception {
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
  void shouldStreamARunOfAnAgent() throws Exception {
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

  /**
   * @param id -1 where it has none
   */
  private record Event(long id, String name, JsonNode data) {}

  private List<Event> follow(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .timeout(Duration.ofSeconds(80))
            .header("Authorization", "Bearer " + api.token())
            .header("Accept", "text/event-stream")
            .header(header, value)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      return events(answer.body());
    }
  }

  private static List<Event> events(Stream<String> lines) {
    List<Event> events = new ArrayList<>();
    StringBuilder data = new StringBuilder();
    String[] head = {"-1", "message"};
    lines.forEach(
        line -> {
          if (line.isEmpty()) {
            if (!data.isEmpty()) {
              events.add(
                  new Event(
                      Long.parseLong(head[0]),
                      head[1],
                      JsonMapper.shared().readTree(data.toString())));
            }
            data.setLength(0);
            head[0] = "-1";
            head[1] = "message";
          } else if (line.startsWith("id:")) {
            head[0] = line.substring(3).strip();
          } else if (line.startsWith("event:")) {
            head[1] = line.substring(6).strip();
          } else if (line.startsWith("data:")) {
            data.append(line.substring(5));
          }
        });
    return events;
  }
}
