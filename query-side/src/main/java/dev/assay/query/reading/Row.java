package dev.assay.query.reading;

import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** What every row of every read model has. Rows are read, never written. */
@MappedSuperclass
public abstract class Row {
  private Instant createdAt;
  private Instant updatedAt;
  private long sequence;

  /** When the event that made the row was recorded. */
  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  /** The aggregate's sequence that the row shows: its ETag. */
  public long sequence() {
    return sequence;
  }
}
