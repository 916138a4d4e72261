package dev.assay.query.reading;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON as it was recorded, passed on without being parsed. */
@Schema(type = "object", description = "Any JSON value, as it was recorded")
public record Json(@JsonValue @JsonRawValue String text) {
  public static @Nullable Json of(@Nullable String text) {
    return text == null ? null : new Json(text);
  }
}
