package dev.assay.inference.openai;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider that speaks OpenAI's chat completions. Its text form leaves the key out.
 *
 * @param baseUrl with its version, such as {@code https://api.openai.com/v1}; null where this
 *     provider is not used
 * @param apiKey null where it is in a file or none is needed
 * @param apiKeyFile a file with nothing but the key, as secret stores mount it
 * @param model the preferred model; null where every call names one
 * @param models further models that agents may name; where neither is set, any name is let through
 * @param local whether it runs on the installation's own machines
 * @param streaming whether answers are asked for piece by piece
 * @param jsonMode how an answer that must be JSON is asked for
 */
public record OpenAiSettings(
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable Path apiKeyFile,
    @Nullable String model,
    @DefaultValue List<String> models,
    @DefaultValue("false") boolean local,
    @DefaultValue("true") boolean streaming,
    @DefaultValue("object") JsonMode jsonMode) {

  /**
   * What the server is told when an agent has an output schema. The prompt holds it in any case.
   */
  public enum JsonMode {
    /** Nothing: the server knows no {@code response_format}. */
    NONE,
    /** That the answer is one JSON object. */
    OBJECT,
    /** The schema itself, in OpenAI's strict dialect: every property required, none beyond. */
    SCHEMA
  }

  public OpenAiSettings {
    models = List.copyOf(models);
    if (baseUrl != null) {
      requireBaseUrl(baseUrl);
    }
  }

  /** With the defaults. */
  public static OpenAiSettings of(String baseUrl, @Nullable String apiKey, @Nullable String model) {
    return new OpenAiSettings(
        baseUrl, apiKey, null, model, List.of(), false, true, JsonMode.OBJECT);
  }

  public boolean configured() {
    return baseUrl != null && !baseUrl.isBlank();
  }

  /** The preferred model first; empty where any name is let through. */
  public Set<String> allModels() {
    Set<String> all = new LinkedHashSet<>();
    if (model != null && !model.isBlank()) {
      all.add(model);
    }
    all.addAll(models);
    return all;
  }

  /** The key, read from its file where it is in one; null where none is needed. */
  @Nullable String key() {
    if (apiKey != null && !apiKey.isBlank()) {
      return apiKey.strip();
    }
    if (apiKeyFile == null) {
      return null;
    }
    try {
      return Files.readString(apiKeyFile).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "Expected to read the API key from " + apiKeyFile + ", but could not", e);
    }
  }

  boolean isOpenAiItself() {
    return baseUrl != null && "api.openai.com".equals(URI.create(baseUrl).getHost());
  }

  private static void requireBaseUrl(String baseUrl) {
    if (baseUrl.isBlank()) {
      return;
    }
    URI uri;
    try {
      uri = URI.create(baseUrl);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Expected base-url to be a URL, but it is not one", e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "Expected base-url as http(s)://host/v1 without a user, but it is something else");
    }
  }

  @Override
  public String toString() {
    return "OpenAiSettings[baseUrl=%s, apiKey=%s, models=%s, local=%s]"
        .formatted(
            baseUrl, apiKey == null && apiKeyFile == null ? "none" : "***", allModels(), local);
  }
}
