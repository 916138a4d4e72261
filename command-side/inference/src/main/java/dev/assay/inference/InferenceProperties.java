package dev.assay.inference;

import dev.assay.inference.limits.Price;
import dev.assay.inference.limits.PriceList;
import dev.assay.inference.limits.ProviderLimits;
import dev.assay.inference.openai.OpenAiSettings;
import dev.assay.inference.worker.WorkerSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How models are called.
 *
 * @param slots calls in flight at most in this process
 * @param lease how long a call stays with a process that gives no sign of life
 * @param heartbeat how often a process gives one
 * @param maxAttempts how often a call is begun before it is given up as one that kills workers
 * @param drain how long a stop waits for calls in flight
 * @param serves only calls to these providers; empty for all
 * @param defaultModel what {@code default} stands for, as {@code provider/model}; null takes the
 *     provider {@code openai} where it is configured, else the offline engine
 * @param providers OpenAI-compatible providers by name, beside {@code assay.openai}
 * @param limits by provider name
 * @param priceListVersion names the price list among the policies in force
 * @param prices by {@code provider/model} or {@code provider}
 */
@ConfigurationProperties("assay.inference")
public record InferenceProperties(
    @DefaultValue("8") int slots,
    @DefaultValue("6s") Duration lease,
    @DefaultValue("1500ms") Duration heartbeat,
    @DefaultValue("5") int maxAttempts,
    @DefaultValue("5s") Duration drain,
    @DefaultValue Set<String> serves,
    @Nullable String defaultModel,
    @DefaultValue Map<String, OpenAiSettings> providers,
    @DefaultValue Map<String, ProviderLimits> limits,
    @DefaultValue("none") String priceListVersion,
    @DefaultValue Map<String, Price> prices) {

  WorkerSettings worker() {
    return new WorkerSettings(slots, lease, heartbeat, maxAttempts, drain, serves);
  }

  PriceList priceList() {
    return new PriceList(priceListVersion, prices);
  }

  ProviderLimits limitsOf(String provider) {
    return limits.getOrDefault(provider, ProviderLimits.DEFAULT);
  }

  /** All that are configured, {@code assay.openai} among them under the name {@code openai}. */
  Map<String, OpenAiSettings> openAiCompatible(OpenAiProperties openAi) {
    Map<String, OpenAiSettings> all = new HashMap<>(providers);
    OpenAiSettings own = openAi.settings();
    if (own.configured()) {
      all.put("openai", own);
    }
    all.values().removeIf(settings -> !settings.configured());
    return all;
  }
}
