package dev.assay.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.inference.ModelRef;
import dev.assay.inference.openai.OpenAiSettings.JsonMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ModelRegistryTest {
  private static final ModelRef OFFLINE = ModelRef.of("offline/extractive-1");

  @Test
  void shouldTakeTheOfflineEngineWhereNothingElseIsConfigured() {
    assertThat(registry(Map.of()).resolve(policy(null, "default"))).containsExactly(OFFLINE);
  }

  @Test
  void shouldTakeOpenAiForTheDefaultOnceItIsConfigured() {
    ModelRegistry registry = registry(Map.of("assay.openai.base-url", "https://example.test/v1"));

    assertThat(registry.resolve(policy(null, "default")))
        .containsExactly(ModelRef.of("openai/gpt-4o-mini"));
  }

  @Test
  void shouldTakeTheModelThatIsNamed() {
    ModelRegistry registry =
        registry(
            Map.of(
                "assay.openai.base-url", "https://example.test/v1",
                "assay.openai.model", "my/model",
                "assay.openai.models[0]", "other"));

    assertThat(registry.resolve(policy(null, "default", "openai/other", "openai/unknown")))
        .containsExactly(ModelRef.of("openai/my/model"), ModelRef.of("openai/other"));
  }

  @Test
  void shouldKeepALocalAgentAwayFromRemoteProviders() {
    ModelRegistry registry =
        registry(
            Map.of(
                "assay.openai.base-url", "https://example.test/v1",
                "assay.inference.providers.gpu.base-url", "http://gpu.example.test/v1",
                "assay.inference.providers.gpu.model", "llama",
                "assay.inference.providers.gpu.local", "true"));

    assertThat(registry.resolve(policy("local", "default"))).containsExactly(OFFLINE);
    assertThat(registry.resolve(policy("local", "openai/gpt-4o-mini", "gpu/llama")))
        .containsExactly(ModelRef.of("gpu/llama"));
    assertRefused(registry, policy("local", "openai/gpt-4o-mini"), "at a local provider");
  }

  @Test
  void shouldNameEachModelOnce() {
    assertThat(registry(Map.of()).resolve(policy(null, "default", "offline/extractive-1")))
        .containsExactly(OFFLINE);
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    ModelRegistry registry = registry(Map.of());

    assertRefused(registry, policy(null, "openai/gpt"), "[openai/gpt] to be configured");
    assertRefused(registry, policy(null, "offline/other"), "to be configured");
    assertRefused(registry, policy(null, "gpt"), "provider/model, but it holds 'gpt'");
    assertRefused(registry, policy("mars", "default"), "'local' or absent, but it is 'mars'");
  }

  @Test
  void shouldNotStartWithADefaultThatDoesNotExist() {
    assertThatThrownBy(() -> registry(Map.of("assay.inference.default-model", "openai/gpt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("default model openai/gpt");
  }

  @Test
  void shouldNotTakeABaseUrlThatIsNone() {
    assertThatThrownBy(
            () ->
                new OpenAiProperties(
                        "ftp://x", null, null, "m", List.of(), false, true, JsonMode.NONE)
                    .settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http(s)://host/v1");
  }

  @Test
  void shouldBindWithDefaultsInCode() {
    InferenceProperties properties = inference(Map.of());

    assertThat(properties.worker().slots()).isEqualTo(8);
    assertThat(properties.worker().lease()).isEqualTo(Duration.ofSeconds(6));
    assertThat(properties.worker().heartbeat()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(properties.worker().serves()).isEqualTo(Set.of());
    assertThat(properties.limitsOf("any").failuresToOpen()).isEqualTo(5);
  }

  private static void assertRefused(ModelRegistry registry, ModelPolicy policy, String words) {
    assertThatThrownBy(() -> registry.resolve(policy))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            refused -> assertThat(refused.code()).isEqualTo(RejectionCode.UNPROCESSABLE))
        .hasMessageContaining(words);
  }

  private static ModelPolicy policy(@Nullable String residency, String... prefer) {
    return new ModelPolicy(List.of(prefer), residency, null, null, null);
  }

  private static ModelRegistry registry(Map<String, String> properties) {
    OpenAiProperties openAi =
        binder(properties).bindOrCreate("assay.openai", OpenAiProperties.class);
    return ModelCatalogConfiguration.registry(inference(properties), openAi);
  }

  private static InferenceProperties inference(Map<String, String> properties) {
    return binder(properties).bindOrCreate("assay.inference", InferenceProperties.class);
  }

  private static Binder binder(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties));
  }
}
