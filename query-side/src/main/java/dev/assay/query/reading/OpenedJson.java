package dev.assay.query.reading;

import dev.assay.eventstore.seal.Sealing;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** The same as {@link OpenedText} for a JSON column: all of it may be sealed, or values within. */
@Converter
public class OpenedJson implements AttributeConverter<@Nullable String, @Nullable String> {
  private final Sealing sealing;

  public OpenedJson(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public @Nullable String convertToEntityAttribute(@Nullable String stored) {
    return stored == null ? null : sealing.openJson(TenantReader.tenant().value(), stored);
  }

  /** Rows are read, never written; only a filter would come by here, and none can work. */
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable String json) {
    if (json != null) {
      throw new UnsupportedOperationException("Expected no filter by a sealed column");
    }
    return null;
  }
}
