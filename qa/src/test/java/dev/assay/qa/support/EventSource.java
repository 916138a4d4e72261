package dev.assay.qa.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events that reads one after the other, as they come. */
public final class EventSource implements AutoCloseable {
  /**
   * @param id -1 where it has none
   */
  public record Event(long id, String name, JsonNode data) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<Stream<String>> answer;
  private final Iterator<String> lines;

  private EventSource(HttpRequest request) {
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
      lines = answer.body().iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Opens a stream; {@code path} begins after {@code /api/v1}. */
  public static EventSource get(
      String url, String token, String path, Map<String, String> headers) {
    return new EventSource(request(url, token, path, headers).GET().build());
  }

  /** Sends JSON and opens what comes back. */
  public static EventSource post(
      String url, String token, String path, Object body, Map<String, String> headers) {
    return new EventSource(
        request(url, token, path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build());
  }

  private static HttpRequest.Builder request(
      String url, String token, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
            .timeout(Duration.ofSeconds(80))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream");
    headers.forEach(request::header);
    return request;
  }

  public HttpResponse<?> answer() {
    return answer;
  }

  /** The whole body, of an answer that is no stream. */
  public JsonNode body() {
    List<String> all = new ArrayList<>();
    lines.forEachRemaining(all::add);
    return JsonMapper.shared().readTree(String.join("\n", all));
  }

  /** Waits for the next event; null at the end of the stream. */
  public @Nullable Event next() {
    StringBuilder data = new StringBuilder();
    long id = -1;
    String name = "message";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id:")) {
        id = Long.parseLong(line.substring(3).strip());
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5));
      } else if (line.isEmpty() && !data.isEmpty()) {
        return new Event(id, name, JsonMapper.shared().readTree(data.toString()));
      }
    }
    return null;
  }

  /** The events up to and with the first that matches, or to the end. */
  public List<Event> until(Predicate<Event> last) {
    List<Event> events = new ArrayList<>();
    Event event = next();
    while (event != null) {
      events.add(event);
      event = last.test(event) ? null : next();
    }
    return events;
  }

  public List<Event> toEnd() {
    return until(event -> false);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
