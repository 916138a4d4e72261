package dev.assay.query.reading;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/**
 * A row of a part of an aggregate. The position of the event that made it is unique in its view.
 */
@MappedSuperclass
public abstract class PartRow extends Row {
  @Id private long createdPosition;

  public long createdPosition() {
    return createdPosition;
  }
}
