package dev.assay.inference;

import dev.assay.api.inference.ModelRef;
import dev.assay.inference.openai.OpenAiSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which models there are, for processes that decide and for those that call. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InferenceProperties.class, OpenAiProperties.class})
public class ModelCatalogConfiguration {
  /** The engine that needs no network; it is always there. */
  static final ModelRef OFFLINE = new ModelRef("offline", "extractive-1");

  @Bean
  public ModelRegistry modelRegistry(InferenceProperties inference, OpenAiProperties openAi) {
    return registry(inference, openAi);
  }

  static ModelRegistry registry(InferenceProperties inference, OpenAiProperties openAi) {
    Map<String, OpenAiSettings> remote = new TreeMap<>(inference.openAiCompatible(openAi));
    List<ModelRegistry.Entry> entries = new ArrayList<>();
    entries.add(new ModelRegistry.Entry(OFFLINE.provider(), Set.of(OFFLINE.model()), true));
    remote.forEach(
        (name, settings) ->
            entries.add(new ModelRegistry.Entry(name, settings.allModels(), settings.local())));
    return new ModelRegistry(entries, defaults(inference, remote.get("openai")));
  }

  private static List<ModelRef> defaults(
      InferenceProperties inference, @Nullable OpenAiSettings openAi) {
    String chosen = inference.defaultModel();
    List<ModelRef> defaults = new ArrayList<>();
    if (chosen != null && !chosen.isBlank()) {
      defaults.add(ModelRef.of(chosen));
    } else if (openAi != null) {
      defaults.add(new ModelRef("openai", openAi.allModels().iterator().next()));
    }
    defaults.add(OFFLINE);
    return defaults;
  }
}
