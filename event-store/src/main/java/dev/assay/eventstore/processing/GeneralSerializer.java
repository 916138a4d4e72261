package dev.assay.eventstore.processing;

import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Axon's serializer for what is no event: tokens, sagas, aggregate states, diagnostics. Type names
 * in stored JSON are read only when they are Axon's or ours. Axon's own setting refuses its replay
 * token, after which a reset processor fails for ever.
 */
public final class GeneralSerializer {
  private GeneralSerializer() {}

  public static Serializer create() {
    BasicPolymorphicTypeValidator known =
        BasicPolymorphicTypeValidator.builder()
            .allowIfSubType("org.axonframework.")
            .allowIfSubType("dev.assay.")
            .build();
    return Jackson3Serializer.builder()
        .jsonMapperBuilderCustomizer(
            mapper ->
                mapper
                    .polymorphicTypeValidator(known)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES))
        .build();
  }
}
