package dev.assay.command;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that reads a streamed reply as it comes. */
final class ReplyWatcher {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int PATIENCE_SECONDS = 30;

  /**
   * @param id null where it has none
   */
  record Event(@Nullable Long id, String name, JsonNode data) {}

  final List<Event> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<HttpResponse<Stream<String>>> begun;
  private final CompletableFuture<Void> end;

  ReplyWatcher(HttpRequest request) {
    begun = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
    end = begun.thenAcceptAsync(answer -> read(answer.body()), Thread::startVirtualThread);
  }

  /** Status and headers; waits for them. */
  HttpResponse<?> head() {
    return get(begun);
  }

  boolean hasBegun() {
    return begun.isDone();
  }

  List<String> names() {
    return events.stream().map(Event::name).toList();
  }

  /** What was said piece by piece. */
  String text() {
    return events.stream()
        .filter(event -> event.name().equals("text"))
        .map(event -> event.data().get("text").stringValue())
        .collect(Collectors.joining());
  }

  List<Event> awaitEnd() {
    get(end);
    return events;
  }

  private void read(Stream<String> lines) {
    List<String> block = new ArrayList<>();
    lines.forEach(
        line -> {
          if (!line.isEmpty()) {
            block.add(line);
            return;
          }
          String name = field(block, "event:");
          String id = field(block, "id:");
          String data = field(block, "data:");
          if (name != null && data != null) {
            events.add(
                new Event(
                    id == null ? null : Long.valueOf(id),
                    name,
                    JsonMapper.shared().readTree(data)));
          }
          block.clear();
        });
  }

  private static @Nullable String field(List<String> block, String prefix) {
    return block.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse(null);
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Expected the stream to go on, but it does not", e);
    }
  }
}
