package dev.assay.query.graphql;

import dev.assay.api.id.TenantId;
import dev.assay.http.Caller;
import dev.assay.http.PageQuery;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One field that somebody asks for, with its arguments. */
public final class Asked {
  private static final Set<String> OF_A_PAGE = Set.of("limit", "cursor", "sort");

  private final DataFetchingEnvironment field;

  Asked(DataFetchingEnvironment field) {
    this.field = field;
  }

  public Caller caller() {
    return Objects.requireNonNull(field.getGraphQlContext().<Caller>get(Caller.class));
  }

  public TenantId tenant() {
    return caller().tenant();
  }

  /** The text of an argument; null where it was not sent. */
  public @Nullable String text(String argument) {
    Object value = field.getArgument(argument);
    return value == null ? null : value.toString();
  }

  /** An argument that the schema insists on. Null for what is no id: it names nothing of ours. */
  public UUID id(String argument) {
    try {
      return UUID.fromString(Objects.requireNonNull(text(argument)));
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0);
    }
  }

  public int number(String argument) {
    return Objects.requireNonNull(field.<Integer>getArgument(argument));
  }

  /** The arguments of a list; a cursor belongs to the field and its filters. */
  public PageQuery page() {
    Integer limit = field.getArgument("limit");
    StringBuilder list = new StringBuilder(field.getField().getName());
    new TreeMap<>(field.getArguments())
        .forEach(
            (name, value) -> {
              if (!OF_A_PAGE.contains(name)) {
                list.append('\n').append(name).append('=').append(value);
              }
            });
    return new PageQuery(
        limit == null ? PageQuery.DEFAULT_LIMIT : limit,
        text("cursor"),
        text("sort"),
        list.toString());
  }
}
