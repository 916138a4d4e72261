package dev.assay.cli.api;

import dev.assay.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to {@code /api/v1}. A refusal is a {@link Failure} that says why. */
public final class ApiClient {
  static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_PROBLEM = 64 * 1024;
  private static final Duration CONNECT_IN = Duration.ofSeconds(5);
  private static final Duration ANSWER_IN = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_IN)
          .build();
  private final String url;
  private final @Nullable String token;

  /**
   * @param url such as {@code http://localhost:8080}
   * @param token null sends no {@code Authorization}
   */
  public ApiClient(String url, @Nullable String token) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
    try {
      HttpRequest.newBuilder(URI.create(this.url)).build();
    } catch (IllegalArgumentException e) {
      throw Failure.wrongUse("Expected the URL of a server, but got " + url);
    }
  }

  public String url() {
    return url;
  }

  public ApiAnswer get(String path) {
    return send(request(path).GET().build());
  }

  /** Reads what a command has written: waits until the read model holds {@code position}. */
  public ApiAnswer get(String path, long position) {
    return send(
        request(path)
            .header("Assay-Min-Position", Long.toString(position))
            .header("Prefer", "wait=20")
            .GET()
            .build());
  }

  public ApiAnswer post(String path, JsonNode body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return send(request.POST(BodyPublishers.ofString(body.toString())).build());
  }

  public ApiAnswer post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  public ApiAnswer put(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString()))
            .build());
  }

  public ApiAnswer delete(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** Reads a text as it is. */
  public String text(String path) {
    HttpResponse<String> response =
        exchange(builder("/api/v1" + path).timeout(ANSWER_IN).GET().build());
    if (response.statusCode() != 200) {
      throw Problem.of(response.statusCode(), response.body());
    }
    return response.body();
  }

  /** Reads bytes, however many. The stream must be closed. */
  public InputStream stream(String path, String accept) throws IOException {
    HttpResponse<InputStream> response =
        reach(
            builder("/api/v1" + path).header("Accept", accept).GET().build(),
            BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      byte[] problem = body.readNBytes(LONGEST_PROBLEM);
      throw Problem.of(response.statusCode(), new String(problem, StandardCharsets.UTF_8));
    }
  }

  /** Whether {@code /health/ready} says yes. */
  public boolean isReady() {
    try {
      return exchange(builder("/health/ready").GET().build()).statusCode() == 200;
    } catch (Failure e) {
      return false;
    }
  }

  /** The lines of an event stream after an event. The stream must be closed. */
  Stream<String> lines(String path, @Nullable String lastEventId, long position) {
    HttpRequest.Builder request =
        builder("/api/v1" + path)
            .header("Accept", "text/event-stream")
            .header("Assay-Min-Position", Long.toString(position))
            .header("Prefer", "wait=20");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<Stream<String>> response = reach(request.GET().build(), BodyHandlers.ofLines());
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (Stream<String> lines = response.body()) {
      throw Problem.of(response.statusCode(), String.join("\n", lines.toList()));
    }
  }

  /** Posts a form and answers its JSON; for the token endpoint. */
  JsonNode postForm(String path, String form, String basicCredentials) {
    return send(builder(path)
            .timeout(ANSWER_IN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + basicCredentials)
            .POST(BodyPublishers.ofString(form))
            .build())
        .json();
  }

  private HttpRequest.Builder request(String path) {
    return builder("/api/v1" + path).timeout(ANSWER_IN).header("Accept", "application/json");
  }

  private HttpRequest.Builder builder(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private ApiAnswer send(HttpRequest request) {
    HttpResponse<String> response = exchange(request);
    if (response.statusCode() >= 300) {
      throw Problem.of(response.statusCode(), response.body());
    }
    try {
      JsonNode body = response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
      long position = response.headers().firstValueAsLong("Assay-Position").orElse(0);
      return new ApiAnswer(response.statusCode(), body, position);
    } catch (JacksonException e) {
      throw Failure.unreachable(
          "Expected JSON from " + request.uri() + ", but it answers something else", e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    return reach(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> reach(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw Failure.unreachable("Cannot reach " + url + " (" + why + "). Is it running?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("Interrupted while waiting for " + url, e);
    }
  }
}
