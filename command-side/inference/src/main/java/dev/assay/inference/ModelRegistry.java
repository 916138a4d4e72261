package dev.assay.inference;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.inference.ModelRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models of this installation, known from configuration alone: it does no I/O and needs no
 * provider, so that processes that only decide have it too.
 */
public final class ModelRegistry {
  /** What an agent writes for "the installation's own". */
  public static final String DEFAULT = "default";

  /**
   * One provider.
   *
   * @param models empty where any name is let through
   * @param local whether it runs on the installation's own machines
   */
  public record Entry(String provider, Set<String> models, boolean local) {
    public Entry {
      models = Set.copyOf(models);
    }

    boolean has(String model) {
      return models.isEmpty() || models.contains(model);
    }
  }

  private final Map<String, Entry> entries;
  private final List<ModelRef> defaults;

  /**
   * @param defaults what {@code default} stands for, the preferred one first; a later one is taken
   *     only where a policy rules out those before
   */
  public ModelRegistry(List<Entry> entries, List<ModelRef> defaults) {
    this.entries = entries.stream().collect(Collectors.toMap(Entry::provider, entry -> entry));
    this.defaults = List.copyOf(defaults);
    for (ModelRef model : defaults) {
      if (!isConfigured(model)) {
        throw new IllegalArgumentException(
            "Expected the default model " + model + " to be configured, but it is not");
      }
    }
  }

  public List<Entry> entries() {
    return entries.values().stream()
        .sorted((a, b) -> a.provider().compareTo(b.provider()))
        .toList();
  }

  /**
   * The chain of models to try, in order and each once: {@code default} replaced, models that are
   * not configured and providers that the residency forbids left out.
   *
   * @throws CommandRejected {@code UNPROCESSABLE} where nothing is left
   */
  public List<ModelRef> resolve(ModelPolicy policy) {
    boolean localOnly = localOnly(policy.residency());
    Set<ModelRef> chain = new LinkedHashSet<>();
    for (String preferred : policy.prefer()) {
      candidates(preferred).stream()
          .filter(model -> allowed(model, localOnly))
          .findFirst()
          .ifPresent(chain::add);
    }
    if (chain.isEmpty()) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected one of the models %s to be configured%s, but none is"
              .formatted(policy.prefer(), localOnly ? " at a local provider" : ""));
    }
    return List.copyOf(chain);
  }

  private List<ModelRef> candidates(String preferred) {
    if (preferred.equals(DEFAULT)) {
      return defaults;
    }
    try {
      return List.of(ModelRef.of(preferred));
    } catch (IllegalArgumentException e) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected model.prefer to hold 'default' or provider/model, but it holds '%s'"
              .formatted(preferred));
    }
  }

  private static boolean localOnly(@Nullable String residency) {
    if (residency == null) {
      return false;
    }
    if (residency.equals("local")) {
      return true;
    }
    // Letting an unknown wish pass would send data where it must not go.
    throw new CommandRejected(
        RejectionCode.UNPROCESSABLE,
        "Expected model.residency to be 'local' or absent, but it is '" + residency + "'");
  }

  private boolean allowed(ModelRef model, boolean localOnly) {
    Entry entry = entries.get(model.provider());
    return entry != null && entry.has(model.model()) && (entry.local() || !localOnly);
  }

  private boolean isConfigured(ModelRef model) {
    return allowed(model, false);
  }
}
