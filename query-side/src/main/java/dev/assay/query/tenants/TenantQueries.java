package dev.assay.query.tenants;

import dev.assay.api.tenant.Tier;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All tenants for platform administrators, and each caller's own. */
@RestController
@Reads("tenants")
@Tag(name = "Tenants")
public class TenantQueries {
  private static final Sorting<Tenant> SORTING =
      Sorting.<Tenant>newestFirst().text("name", row -> row.name);

  private final TenantReader reader;
  private final Tenants tenants;
  private final Sealing sealing;

  TenantQueries(TenantReader reader, Tenants tenants, Sealing sealing) {
    this.reader = reader;
    this.tenants = tenants;
    this.sealing = sealing;
  }

  @GetMapping("/api/v1/tenants")
  @Operation(
      summary =
          "All tenants, the newest first; sort by createdAt or name (platform administrators)")
  Page<TenantView> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String name,
      @RequestParam @Nullable String tier,
      @RequestParam @Nullable String status) {
    String ofTier = Filters.oneOf("tier", tier, Filters.names(Tier.values()));
    String wanted = Filters.oneOf("status", status, List.of("ACTIVE", "SUSPENDED"));
    Specification<Tenant> matching =
        Filters.<Tenant>equal("name", name)
            .and(Filters.equal("tier", ofTier))
            .and(Filters.equal("status", wanted));
    return reader
        .readTenants(caller, () -> Keyset.page(tenants, page, matching, SORTING))
        .map(this::view);
  }

  @GetMapping("/api/v1/tenants/{tenantId}")
  @Operation(summary = "One tenant (platform administrators)")
  ResponseEntity<TenantView> one(Caller caller, @PathVariable UUID tenantId) {
    return reader.readTenants(
        caller, () -> Answers.one(tenants.findById(tenantId), this::view, "tenant", tenantId));
  }

  @GetMapping("/api/v1/tenant")
  @Operation(summary = "The caller's own tenant")
  ResponseEntity<TenantView> own(Caller caller) {
    UUID id = caller.tenant().value();
    return reader.read(caller, () -> Answers.one(tenants.findById(id), this::view, "tenant", id));
  }

  private TenantView view(Tenant row) {
    return TenantView.of(row, sealing);
  }
}
