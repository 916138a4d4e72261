package dev.assay.api.access;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;

/**
 * What happens to the installation and to no customer of it is recorded under a tenant of its own.
 * Only a token that names it can read there.
 */
public final class Installation {
  /** Always e43cc980-9005-80fa-93b9-e373197dc453. */
  public static final TenantId TENANT = new TenantId(Uuids.named("assay", "installation"));

  private Installation() {}
}
