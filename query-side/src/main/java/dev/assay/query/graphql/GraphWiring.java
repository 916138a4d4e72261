package dev.assay.query.graphql;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;

/** Collects how fields are answered, and loads what belongs to many things at once. */
public final class GraphWiring {
  /** How many parts one field of one question may have in all. */
  static final int MOST_PARTS = 10_000;

  /** Reads the parts of all these things, at most so many. */
  @FunctionalInterface
  public interface Parts<R> {
    List<R> of(Set<UUID> owners, Limit atMost);
  }

  private final RuntimeWiring.Builder runtime;
  private final Map<String, Function<Set<UUID>, Map<UUID, Object>>> loaders = new HashMap<>();

  GraphWiring(RuntimeWiring.Builder runtime) {
    this.runtime = runtime;
  }

  /** A field of the root. */
  public void query(String name, Function<Asked, @Nullable Object> answer) {
    field("Query", name, environment -> answer.apply(new Asked(environment)));
  }

  /**
   * A list of parts on each of many things, read by one query for all of them.
   *
   * @param key the property of the thing that its parts name as their owner
   * @param read the rows of the parts
   */
  public <R, P> void parts(
      String type,
      String name,
      String key,
      Parts<R> read,
      Function<R, @Nullable UUID> owner,
      Function<R, P> shown) {
    loaders.put(
        type + "." + name,
        ids -> {
          List<R> found = read.of(ids, Limit.of(MOST_PARTS + 1));
          if (found.size() > MOST_PARTS) {
            throw new CommandRejected(
                RejectionCode.INVALID_ARGUMENT,
                "Expected at most %d %s in one answer, but there are more: ask for smaller pages"
                    .formatted(MOST_PARTS, name));
          }
          Map<UUID, Object> all = new HashMap<>();
          ids.forEach(id -> all.put(id, List.of()));
          all.putAll(
              found.stream()
                  .collect(
                      Collectors.groupingBy(
                          row -> id(owner, row), Collectors.mapping(shown, Collectors.toList()))));
          return all;
        });
    field(type, name, environment -> later(environment, type + "." + name, key));
  }

  /** One thing that each of many names by its id, read by one query for all of them. */
  public <T> void one(
      String type,
      String name,
      String key,
      Function<Set<UUID>, List<T>> read,
      Function<T, UUID> id) {
    loaders.put(
        type + "." + name,
        ids -> read.apply(ids).stream().collect(Collectors.toMap(id, thing -> (Object) thing)));
    field(type, name, environment -> later(environment, type + "." + name, key));
  }

  /** Loaders for one question: what they know is forgotten with it. */
  DataLoaderRegistry registry() {
    DataLoaderRegistry registry = new DataLoaderRegistry();
    loaders.forEach(
        (name, load) ->
            registry.register(
                name,
                DataLoaderFactory.<UUID, Object>newMappedDataLoader(
                    ids -> CompletableFuture.completedFuture(load.apply(ids)))));
    return registry;
  }

  private void field(String type, String name, DataFetcher<?> fetcher) {
    runtime.type(type, builder -> builder.dataFetcher(name, fetcher));
  }

  private static @Nullable Object later(
      DataFetchingEnvironment environment, String loader, String key) throws Exception {
    Object id = PropertyDataFetcher.fetching(key).get(environment);
    DataLoader<UUID, Object> found = environment.getDataLoader(loader);
    return id == null || found == null ? null : found.load((UUID) id);
  }

  private static <R> UUID id(Function<R, @Nullable UUID> owner, R row) {
    UUID id = owner.apply(row);
    return id == null ? new UUID(0, 0) : id;
  }
}
