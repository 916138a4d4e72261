package dev.assay.http.openapi;

import com.fasterxml.jackson.databind.JavaType;
import dev.assay.api.id.Id;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows ids as the strings that they are on the wire, and free JSON as any value. */
final class WireTypes implements ModelConverter {
  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    JavaType java = Json.mapper().constructType(type.getType());
    if (java != null && Id.class.isAssignableFrom(java.getRawClass())) {
      return new StringSchema().description("An id; opaque");
    }
    if (java != null && JsonNode.class.isAssignableFrom(java.getRawClass())) {
      return new Schema<>().description("Any JSON");
    }
    return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
  }
}
