package dev.assay.qa.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the HTTP API, as an outside program would write it. */
public final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http;
  private final String url;
  private final String token;

  private Api(HttpClient http, String url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** An answer: status, headers, and the body as JSON (a text node where it is none). */
  public record Answer(int status, HttpResponse<String> response, JsonNode body) {
    public String header(String name) {
      return response
          .headers()
          .firstValue(name)
          .orElseThrow(() -> new AssertionError("No header " + name + " in " + this));
    }

    public long position() {
      return Long.parseLong(header("Assay-Position"));
    }

    @Override
    public String toString() {
      return response.request().method()
          + " "
          + response.request().uri()
          + " -> "
          + status
          + " "
          + response.body();
    }
  }

  /** A client with a token of the embedded authorisation server. */
  public static Api withRoles(String url, Path dataDir, String roles) {
    return withRoles(url, dataDir, roles, "demo", "qa");
  }

  public static Api withRoles(
      String url, Path dataDir, String roles, String tenant, String subject) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    try {
      String secret = Files.readString(dataDir.resolve("secrets/cli-client-secret")).strip();
      String form =
          "grant_type=client_credentials&roles="
              + encode(roles)
              + "&tenant="
              + encode(tenant)
              + "&subject="
              + encode(subject);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
              .header(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder()
                          .encodeToString(("assay-cli:" + secret).getBytes(StandardCharsets.UTF_8)))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError("No token: " + answer.statusCode() + " " + answer.body());
      }
      return new Api(http, url, JSON.readTree(answer.body()).get("access_token").stringValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String token() {
    return token;
  }

  public Answer get(String path) {
    return get(path, Map.of());
  }

  public Answer get(String path, Map<String, String> headers) {
    return send("GET", path, null, null, headers);
  }

  public Answer post(String path, @Nullable Object body) {
    return post(path, body, Map.of());
  }

  public Answer post(String path, @Nullable Object body, Map<String, String> headers) {
    return send("POST", path, JSON.writeValueAsString(body), "application/json", headers);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, JSON.writeValueAsString(body), "application/json", Map.of());
  }

  public Answer delete(String path) {
    return send("DELETE", path, null, null, Map.of());
  }

  /** Any request under {@code /api/v1}; {@code path} begins after it. */
  public Answer send(
      String method,
      String path,
      @Nullable String body,
      @Nullable String contentType,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer, json(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a path under {@code /api/v1} gives, as a file. */
  public Path download(String path, Path file) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      HttpResponse<Path> answer = http.send(request, HttpResponse.BodyHandlers.ofFile(file));
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + " -> " + answer.statusCode());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? JSON.nullNode() : JSON.readTree(body);
    } catch (tools.jackson.core.JacksonException e) {
      return JSON.getNodeFactory().stringNode(body);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
