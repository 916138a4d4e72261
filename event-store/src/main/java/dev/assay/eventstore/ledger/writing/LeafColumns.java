package dev.assay.eventstore.ledger.writing;

import dev.assay.verifier.merkle.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Reads the view {@code event_leaves}. */
public final class LeafColumns {
  /** To be selected from the view as {@code e}, in this order. */
  public static final String LIST =
      "e.id, e.tenant_id, e.aggregate_type, e.aggregate_id, e.sequence, e.type, e.revision,"
          + " e.recorded_at, e.payload_hash, e.metadata_hash";

  private LeafColumns() {}

  /**
   * @param first the number of the first column of {@link #LIST}, from 1
   */
  public static LeafParts read(ResultSet row, int first) throws SQLException {
    return new LeafParts(
        row.getObject(first, UUID.class),
        row.getObject(first + 1, UUID.class),
        row.getString(first + 2),
        row.getObject(first + 3, UUID.class),
        row.getLong(first + 4),
        row.getString(first + 5),
        row.getInt(first + 6),
        micros(row.getObject(first + 7, OffsetDateTime.class).toInstant()),
        Hash.of(row.getBytes(first + 8)),
        Hash.of(row.getBytes(first + 9)));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
