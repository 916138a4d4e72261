package dev.assay.query.tenants;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Tenants that the reading transaction may see. */
interface Tenants extends Repository<Tenant, UUID>, JpaSpecificationExecutor<Tenant> {
  Optional<Tenant> findById(UUID id);
}
