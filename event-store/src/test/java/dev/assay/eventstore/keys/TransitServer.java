package dev.assay.eventstore.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks what we use of Vault's transit engine, as its API documentation says it, over real HTTP.
 * It stands in for a Vault, which no package registry has.
 */
final class TransitServer implements AutoCloseable {
  private final HttpServer http;
  private final String token;
  private final List<byte[]> versions = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private TransitServer(HttpServer http, String token) {
    this.http = http;
    this.token = token;
  }

  static TransitServer start(String key, String token) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TransitServer server = new TransitServer(http, token);
    server.rotate();
    http.createContext("/v1/transit/encrypt/" + key, it -> server.answer(it, server::encrypt));
    http.createContext("/v1/transit/decrypt/" + key, it -> server.answer(it, server::decrypt));
    http.createContext("/v1/transit/keys/" + key, it -> server.answer(it, server::describe));
    http.start();
    return server;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  synchronized void rotate() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    versions.add(key);
  }

  /** As {@code min_decryption_version} does: older versions decrypt nothing any more. */
  synchronized void keepOnlyTheNewest() {
    versions.replaceAll(key -> key == versions.getLast() ? key : new byte[0]);
  }

  /** Answers the next requests with 503. */
  void failNext(int count) {
    failures.set(count);
  }

  private interface Endpoint {
    String answer(JsonNode body) throws GeneralSecurityException;
  }

  private void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    int status = 200;
    String body;
    try {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        status = 503;
        body = "{\"errors\":[\"Vault is sealed\"]}";
      } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
        status = 403;
        body = "{\"errors\":[\"permission denied\"]}";
      } else {
        JsonNode read = sent.length == 0 ? null : JsonMapper.shared().readTree(sent);
        body = endpoint.answer(read == null ? JsonMapper.shared().createObjectNode() : read);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      status = 400;
      body = "{\"errors\":[\"cipher: message authentication failed\"]}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized String encrypt(JsonNode body) throws GeneralSecurityException {
    byte[] sealed =
        new AesGcmJce(versions.getLast()).encrypt(bytes(body, "plaintext"), associated(body));
    return "{\"data\":{\"ciphertext\":\"vault:v%d:%s\",\"key_version\":%d}}"
        .formatted(versions.size(), Base64.getEncoder().encodeToString(sealed), versions.size());
  }

  private synchronized String decrypt(JsonNode body) throws GeneralSecurityException {
    String[] parts = body.get("ciphertext").stringValue().split(":");
    byte[] key = versions.get(Integer.parseInt(parts[1].substring(1)) - 1);
    byte[] plain =
        new AesGcmJce(key).decrypt(Base64.getDecoder().decode(parts[2]), associated(body));
    return "{\"data\":{\"plaintext\":\"" + Base64.getEncoder().encodeToString(plain) + "\"}}";
  }

  private synchronized String describe(JsonNode body) {
    return "{\"data\":{\"type\":\"aes256-gcm96\",\"latest_version\":" + versions.size() + "}}";
  }

  private static byte[] associated(JsonNode body) {
    return body.has("associated_data") ? bytes(body, "associated_data") : new byte[0];
  }

  private static byte[] bytes(JsonNode body, String name) {
    return Base64.getDecoder().decode(body.get(name).stringValue());
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
