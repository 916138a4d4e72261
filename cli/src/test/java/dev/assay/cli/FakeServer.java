package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server in this JVM that answers what a test tells it to, and remembers requests. */
public final class FakeServer implements AutoCloseable {
  /** What was asked. Header names are in lower case. */
  public record Asked(
      String method, String path, String query, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
  }

  /** What is answered. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer events(String body) {
      return new Answer(200, Map.of("Content-Type", "text/event-stream"), body);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Function<Asked, Answer>> routes = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  public FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError("Expected a free port", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /**
   * @param route method and path without query, such as {@code GET /api/v1/agents}
   */
  public FakeServer on(String route, Function<Asked, Answer> answer) {
    routes.put(route, answer);
    return this;
  }

  public FakeServer on(String route, Answer answer) {
    return on(route, request -> answer);
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The last request to a route. */
  public Asked asked(String route) {
    return asked.stream()
        .filter(request -> route.equals(request.method() + " " + request.path()))
        .reduce((one, next) -> next)
        .orElseThrow(() -> new AssertionError("Nobody asked " + route + " of " + asked));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
              headers,
              body);
      asked.add(request);
      Function<Asked, Answer> route = routes.get(request.method() + " " + request.path());
      Answer answer =
          route == null
              ? Answer.json(404, "{\"code\": \"NOT_FOUND\", \"detail\": \"Nothing here\"}")
              : route.apply(request);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
