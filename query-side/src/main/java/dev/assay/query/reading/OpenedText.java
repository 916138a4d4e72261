package dev.assay.query.reading;

import dev.assay.eventstore.seal.Sealing;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Opens a text column that the projector stores as it is in the record: sealed. What is erased
 * reads {@code [erased]}. Every column of marked text needs it, or {@link OpenedJson}.
 */
@Converter
public class OpenedText implements AttributeConverter<@Nullable String, @Nullable String> {
  private final Sealing sealing;

  public OpenedText(Sealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public @Nullable String convertToEntityAttribute(@Nullable String stored) {
    return stored == null ? null : sealing.openText(TenantReader.tenant().value(), stored);
  }

  /** Rows are read, never written; only a filter would come by here, and none can work. */
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable String text) {
    if (text != null) {
      throw new UnsupportedOperationException("Expected no filter by a sealed column");
    }
    return null;
  }
}
