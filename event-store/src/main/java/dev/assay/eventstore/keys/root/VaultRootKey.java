package dev.assay.eventstore.keys.root;

import dev.assay.eventstore.keys.RootKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A root key that stays in HashiCorp Vault or OpenBao: their transit engine wraps and unwraps for
 * us, of type {@code aes256-gcm96}. It is rotated there.
 */
public final class VaultRootKey implements RootKey {
  private static final String NAME = "vault";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int TRIES = 3;

  private final URI address;
  private final String mount;
  private final String key;
  private final Supplier<String> token;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param address such as {@code https://vault.example.com:8200}
   * @param mount of the transit engine, such as {@code transit}
   * @param key its name there
   * @param token read anew for each call, so that it can be renewed meanwhile
   */
  public VaultRootKey(
      URI address, String mount, String key, Supplier<String> token, Duration timeout) {
    this.address = address;
    this.mount = mount;
    this.key = key;
    this.token = token;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  @Override
  public Wrapped wrap(byte[] bytes, String context) {
    ObjectNode body = JSON.createObjectNode();
    body.put("plaintext", Base64.getEncoder().encodeToString(bytes));
    body.put("associated_data", associated(context));
    String ciphertext = text(call("POST", "/encrypt/" + key, body.toString()), "/data/ciphertext");
    return new Wrapped(by(ciphertext), ciphertext.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, String context) {
    if (!wrapped.by().startsWith(NAME + ":")) {
      throw new KeysUnavailableException(
          "Expected root key " + wrapped.by() + ", but this installation asks a Vault");
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("ciphertext", new String(wrapped.bytes(), StandardCharsets.UTF_8));
    body.put("associated_data", associated(context));
    String plaintext = text(call("POST", "/decrypt/" + key, body.toString()), "/data/plaintext");
    return Base64.getDecoder().decode(plaintext);
  }

  @Override
  public String current() {
    JsonNode version = call("GET", "/keys/" + key, "").at("/data/latest_version");
    if (!version.isIntegralNumber()) {
      throw new KeysUnavailableException("Expected Vault to name the latest version of the key");
    }
    return NAME + ":" + version.intValue();
  }

  /** A ciphertext says which version made it: {@code vault:v3:…}. */
  private static String by(String ciphertext) {
    String[] parts = ciphertext.split(":", 3);
    if (parts.length != 3 || !parts[1].startsWith("v")) {
      throw new KeysUnavailableException("Expected Vault to answer vault:v<version>:…");
    }
    return NAME + ":" + parts[1].substring(1);
  }

  private static String associated(String context) {
    return Base64.getEncoder()
        .encodeToString(("assay:root:1|" + context).getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v1/" + mount + path))
            .timeout(timeout)
            .header("X-Vault-Token", token.get())
            .header("X-Vault-Request", "true")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    KeysUnavailableException last = null;
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        HttpResponse<String> answer =
            http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() == 200) {
          return JSON.readTree(answer.body());
        }
        last =
            new KeysUnavailableException(
                "Expected Vault to answer %s %s, but it said %d"
                    .formatted(method, path, answer.statusCode()));
        if (answer.statusCode() < 500) {
          throw last;
        }
      } catch (IOException | JacksonException e) {
        last = new KeysUnavailableException("Expected Vault to answer, but it did not", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KeysUnavailableException("Expected Vault to answer, but we stop", e);
      }
    }
    throw last;
  }

  private static String text(JsonNode answer, String pointer) {
    JsonNode value = answer.at(pointer);
    if (!value.isString()) {
      throw new KeysUnavailableException("Expected Vault to answer with " + pointer);
    }
    return value.stringValue();
  }
}
