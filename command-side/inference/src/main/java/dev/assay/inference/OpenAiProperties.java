package dev.assay.inference;

import dev.assay.inference.openai.OpenAiSettings;
import dev.assay.inference.openai.OpenAiSettings.JsonMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider {@code openai}, so that three environment variables are enough: {@code
 * ASSAY_OPENAI_BASE_URL}, {@code ASSAY_OPENAI_API_KEY} and, at will, {@code ASSAY_OPENAI_MODEL}.
 * The components are those of {@link OpenAiSettings}.
 */
@ConfigurationProperties("assay.openai")
public record OpenAiProperties(
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable Path apiKeyFile,
    @DefaultValue("gpt-4o-mini") String model,
    @DefaultValue List<String> models,
    @DefaultValue("false") boolean local,
    @DefaultValue("true") boolean streaming,
    @DefaultValue("object") JsonMode jsonMode) {

  OpenAiSettings settings() {
    return new OpenAiSettings(
        baseUrl, apiKey, apiKeyFile, model, models, local, streaming, jsonMode);
  }

  @Override
  public String toString() {
    return settings().toString();
  }
}
