package dev.assay.command.tenant;

import dev.assay.api.tenant.TenantCommand.ChangeTenantSettings;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a tenant admin sets for the own tenant. */
@RestController
@Tag(name = "Tenants")
public class TenantSettingsController {
  private static final int MAX_SETTINGS = 100;
  private static final int MAX_VALUE = 4_000;

  private final CommandDispatcher commands;

  public TenantSettingsController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PutMapping("/api/v1/tenant/settings")
  @Operation(summary = "Replace the settings of the caller's own tenant")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> change(
      @Parameter(hidden = true) CommandRequest request, @RequestBody Map<String, String> settings) {
    if (settings.size() > MAX_SETTINGS) {
      throw Limits.invalid(
          "", "Expected at most " + MAX_SETTINGS + " settings, but there are " + settings.size());
    }
    settings.forEach(
        (name, value) -> {
          Limits.text("/" + name, name, Limits.NAME);
          if (value == null) {
            throw Limits.invalid("/" + name, "Expected text, but it is null");
          }
          Limits.optional("/" + name, value, MAX_VALUE);
        });
    return commands.send(request, new ChangeTenantSettings(request.tenant(), settings)).noContent();
  }
}
