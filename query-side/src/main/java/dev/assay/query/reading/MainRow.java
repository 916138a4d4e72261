package dev.assay.query.reading;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.UUID;

/** The row of one aggregate. Its id column is named by the entity. */
@MappedSuperclass
public abstract class MainRow extends Row {
  @Id private UUID id;

  public UUID id() {
    return id;
  }
}
