package dev.assay.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, and a client of it. */
public final class Server implements AutoCloseable {
  private final ServletWebServerApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public Server(Class<?> application, Map<String, Object> properties) {
    SpringApplication spring = new SpringApplication(application);
    Map<String, Object> all = new HashMap<>(properties);
    all.put("server.port", "0");
    spring.setDefaultProperties(all);
    this.context = (ServletWebServerApplicationContext) spring.run();
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  public Answer send(HttpRequest request) {
    try {
      return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Answer get(String path, String token) {
    return send(request(path).header("Authorization", "Bearer " + token).GET().build());
  }

  public Answer post(String path, String token, String json) {
    return post(path, token, "application/json", BodyPublishers.ofString(json));
  }

  public Answer post(String path, String token, String type, BodyPublisher body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .POST(body)
            .build());
  }

  @Override
  public void close() {
    context.close();
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
