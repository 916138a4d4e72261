package dev.assay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cli.Failure;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final String ROUTE = "GET /api/v1/executions/e1/stream";

  private final FakeServer server = new FakeServer();
  private final ApiClient api = new ApiClient(server.url(), "token");
  private final List<ServerEvent> heard = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldReadEventsWithCommentsAndDataOfSeveralLines() throws InterruptedException {
    server.on(
        ROUTE,
        Answer.events(
            ": watching\n\nid: 7\nevent: a.b\ndata: {\ndata: }\n\nid:8\nevent:end\ndata:{}\n\n"));
    follow();
    assertThat(heard)
        .containsExactly(new ServerEvent("7", "a.b", "{\n}"), new ServerEvent("8", "end", "{}"));
    assertThat(server.asked(ROUTE).header("Assay-Min-Position")).isEqualTo("5");
  }

  @Test
  void shouldGoOnWhereItBroke() throws InterruptedException {
    server.on(
        ROUTE,
        asked ->
            asked.header("Last-Event-ID").equals("7")
                ? Answer.events("id: 8\nevent: end\ndata: {}\n\n")
                : Answer.events("id: 7\nevent: a\ndata: {}\n\nid: 8\nevent: end\nda"));
    follow();
    assertThat(heard).extracting(ServerEvent::id).containsExactly("7", "8");
  }

  @Test
  void shouldStopListeningWhenRefused() {
    server.on(ROUTE, Answer.json(404, "{\"code\": \"NOT_FOUND\", \"detail\": \"No execution\"}"));
    assertThatThrownBy(this::follow)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No execution");
    assertThat(server.asked()).hasSize(1);
  }

  private void follow() throws InterruptedException {
    new EventStream(api, "/executions/e1/stream", 5)
        .follow(
            event -> {
              heard.add(event);
              return !event.type().equals("end");
            });
  }
}
