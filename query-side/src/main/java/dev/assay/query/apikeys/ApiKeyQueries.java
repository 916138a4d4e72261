package dev.assay.query.apikeys;

import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's API keys, for its administrators. */
@RestController
@Reads("api-keys")
@Tag(name = "API keys")
public class ApiKeyQueries {
  /** Where the keys are. */
  interface ApiKeys extends Repository<ApiKey, UUID>, JpaSpecificationExecutor<ApiKey> {}

  /**
   * @param status ACTIVE or REVOKED; an expired key stays ACTIVE and is refused all the same
   */
  record ApiKeyView(
      UUID keyId,
      String name,
      @Nullable Json roles,
      String status,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      Instant createdAt) {
    static ApiKeyView of(ApiKey row) {
      return new ApiKeyView(
          row.id(),
          row.name,
          Json.of(row.roles),
          row.status,
          row.expiresAt,
          row.revokedAt,
          row.createdAt());
    }
  }

  private static final Sorting<ApiKey> SORTING =
      Sorting.<ApiKey>newestFirst().text("name", row -> row.name);

  private final TenantReader reader;
  private final ApiKeys keys;

  ApiKeyQueries(TenantReader reader, ApiKeys keys) {
    this.reader = reader;
    this.keys = keys;
  }

  @GetMapping("/api/v1/api-keys")
  @Operation(
      summary = "API keys, the newest first; sort by createdAt or name (tenant administrators)")
  Page<ApiKeyView> list(Caller caller, PageQuery page, @RequestParam @Nullable String status) {
    caller.requireAny(Role.TENANT_ADMIN);
    String wanted = Filters.oneOf("status", status, List.of("ACTIVE", "REVOKED"));
    return reader
        .read(caller, () -> Keyset.page(keys, page, Filters.equal("status", wanted), SORTING))
        .map(ApiKeyView::of);
  }
}
