package dev.assay.api.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Content hashes: {@code sha256:} and 64 lower-case hexadecimal digits. */
public final class Hashes {
  private Hashes() {}

  /** The hash of the UTF-8 bytes of a text. */
  public static String ofText(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The hash of a JSON value with its members sorted by name, so that their order is no matter. */
  public static String ofJson(JsonNode json) {
    return ofText(sorted(json).toString());
  }

  private static JsonNode sorted(JsonNode json) {
    if (json.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      json.propertyNames().stream().sorted().forEach(n -> object.set(n, sorted(json.get(n))));
      return object;
    }
    if (json.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      json.forEach(item -> array.add(sorted(item)));
      return array;
    }
    return json;
  }
}
