package dev.assay.domain.tenant;

/** Where a tenant stands in its life. */
public enum TenantStatus {
  ACTIVE,
  SUSPENDED
}
