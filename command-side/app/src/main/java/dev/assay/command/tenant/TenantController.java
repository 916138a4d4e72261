package dev.assay.command.tenant;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantCommand.ChangeTenantQuotas;
import dev.assay.api.tenant.TenantCommand.ChangeTenantTier;
import dev.assay.api.tenant.TenantCommand.ReactivateTenant;
import dev.assay.api.tenant.TenantCommand.RegisterTenant;
import dev.assay.api.tenant.TenantCommand.SuspendTenant;
import dev.assay.api.tenant.Tier;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a platform admin does to tenants. A tenant's id follows from its name, which is unique. */
@RestController
@RequestMapping("/api/v1/tenants")
@Tag(name = "Tenants")
public class TenantController {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Which tenant to register. */
  public record NewTenant(
      String name, Tier tier, @Nullable String region, @Nullable Quotas quotas) {}

  /** The tenant that was registered. */
  public record TenantCreated(TenantId tenantId) {}

  /** Why a tenant is suspended. */
  public record Suspension(String reason) {}

  /** Which tier a tenant has now. */
  public record TierChange(Tier tier) {}

  private final CommandDispatcher commands;

  public TenantController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PostMapping
  @Operation(summary = "Register a tenant")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<TenantCreated> register(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewTenant tenant) {
    if (!NAME.matcher(tenant.name()).matches()) {
      throw Limits.invalid(
          "/name",
          "Expected a name of lower-case letters, digits and inner hyphens, at most 63 characters,"
              + " but it is another");
    }
    TenantId id = new TenantId(Uuids.named("tenant", tenant.name()));
    Quotas quotas = tenant.quotas() == null ? Quotas.OF_TIER : tenant.quotas();
    String region = Limits.optional("/region", tenant.region(), Limits.NAME);
    Dispatched<?> done =
        commands.send(
            request.about(id),
            new RegisterTenant(id, tenant.name(), tenant.tier(), region, quotas));
    if (!done.appended()) {
      throw new CommandRejected(
          RejectionCode.ALREADY_EXISTS,
          "Expected a new tenant, but there is one named " + tenant.name());
    }
    return done.created("/api/v1/tenants/" + id, new TenantCreated(id));
  }

  @PostMapping("/{id}/suspension")
  @Operation(summary = "Suspend a tenant: its commands are refused, its data can be read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> suspend(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable TenantId id,
      @RequestBody Suspension suspension) {
    String reason = Limits.text("/reason", suspension.reason(), Limits.REASON);
    return commands.send(request.about(id), new SuspendTenant(id, reason)).noContent();
  }

  @DeleteMapping("/{id}/suspension")
  @Operation(summary = "Reactivate a suspended tenant")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> reactivate(
      @Parameter(hidden = true) CommandRequest request, @PathVariable TenantId id) {
    return commands.send(request.about(id), new ReactivateTenant(id)).noContent();
  }

  @PutMapping("/{id}/tier")
  @Operation(summary = "Change a tenant's tier")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> changeTier(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable TenantId id,
      @RequestBody TierChange change) {
    return commands.send(request.about(id), new ChangeTenantTier(id, change.tier())).noContent();
  }

  @PutMapping("/{id}/quotas")
  @Operation(summary = "Change a tenant's quotas; what is left out is the tier's own")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> changeQuotas(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable TenantId id,
      @RequestBody Quotas quotas) {
    return commands.send(request.about(id), new ChangeTenantQuotas(id, quotas)).noContent();
  }
}
