package dev.assay.query.tenants;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A tenant. */
@Entity
@Immutable
@Table(schema = "read_model", name = "tenants")
@AttributeOverride(name = "id", column = @Column(name = "tenant_id"))
class Tenant extends MainRow {
  String name;
  String tier;
  @Nullable String region;
  String status;
  @Nullable String suspensionReason;
  String quotas;
  String settings;
}
