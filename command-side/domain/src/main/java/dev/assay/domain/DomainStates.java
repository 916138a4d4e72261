package dev.assay.domain;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventJson;
import dev.assay.api.state.AggregateStates;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The states of the aggregates of {@link DomainAggregates#evolutions}. */
public final class DomainStates implements AggregateStates {
  /** Only what is kept: a question that a state answers, such as isOpen, is no part of it. */
  private static final JsonMapper MAPPER =
      EventJson.mapper()
          .rebuild()
          .changeDefaultVisibility(
              all ->
                  all.withFieldVisibility(Visibility.ANY)
                      .withGetterVisibility(Visibility.NONE)
                      .withIsGetterVisibility(Visibility.NONE))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(new SimpleModule().addSerializer(new InOrder()))
          .build();

  private final Map<String, Evolution<?, ?>> evolutions =
      DomainAggregates.evolutions().stream()
          .collect(Collectors.toUnmodifiableMap(Evolution::aggregateType, Function.identity()));

  @Override
  public @Nullable History begin(String aggregateType) {
    Evolution<?, ?> evolution = evolutions.get(aggregateType);
    return evolution == null ? null : new Folded<>(evolution);
  }

  private static final class Folded<E extends DomainEvent, S> implements History {
    private final Evolution<E, S> evolution;
    private @Nullable S state;

    Folded(Evolution<E, S> evolution) {
      this.evolution = evolution;
    }

    @Override
    public void add(DomainEvent event) {
      state = evolution.step().after(state, evolution.family().cast(event));
    }

    @Override
    public @Nullable JsonNode state() {
      return state == null ? null : MAPPER.valueToTree(state);
    }
  }

  /** Sets have no order of their own; without one, two equal states would differ. */
  private static final class InOrder extends ValueSerializer<Set<?>> {
    @Override
    public void serialize(Set<?> set, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      set.stream()
          .map(element -> context.<JsonNode>valueToTree(element))
          .sorted((one, other) -> one.toString().compareTo(other.toString()))
          .forEach(element -> context.writeValue(json, element));
      json.writeEndArray();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Set<?>> handledType() {
      return (Class<Set<?>>) (Class<?>) Set.class;
    }
  }
}
