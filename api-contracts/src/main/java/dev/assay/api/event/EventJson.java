package dev.assay.api.event;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How events are written as JSON. One mapper, so that a stored byte never depends on a setting
 * elsewhere.
 */
public final class EventJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          // A payload with a component that the record lacks is of another revision: fail closed.
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // A JsonNode component that is null would be written as null and read as NullNode, which
          // is not the same event; left out, it is read as null again.
          .changeDefaultPropertyInclusion(all -> all.withValueInclusion(Include.NON_NULL))
          .build();

  private static final ObjectReader TREES =
      MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private EventJson() {}

  /** JSON as a tree that is written as it was read: an amount of 1.50 stays 1.50. */
  public static JsonNode tree(byte[] utf8) {
    return TREES.readTree(utf8);
  }

  public static JsonMapper mapper() {
    return MAPPER;
  }
}
