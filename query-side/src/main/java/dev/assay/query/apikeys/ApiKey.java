package dev.assay.query.apikeys;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An API key without its secret, which the view does not have either. */
@Entity
@Immutable
@Table(schema = "read_model", name = "api_keys")
@AttributeOverride(name = "id", column = @Column(name = "key_id"))
class ApiKey extends MainRow {
  String name;
  String roles;
  String status;
  @Nullable Instant expiresAt;
  @Nullable Instant revokedAt;
}
