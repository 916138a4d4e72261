package dev.assay.server.identity;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantCommand.RegisterTenant;
import dev.assay.api.tenant.Tier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Registers the tenant {@code demo} of a one-machine installation, unless it is there. */
final class DemoTenant implements ApplicationRunner {
  private final CommandGateway commands;

  DemoTenant(CommandGateway commands) {
    this.commands = commands;
  }

  /** Runs before the server is ready. */
  @Override
  public void run(ApplicationArguments arguments) {
    TenantId tenant = new TenantId(Uuids.named("tenant", EmbeddedClients.DEMO));
    RegisterTenant register =
        new RegisterTenant(tenant, EmbeddedClients.DEMO, Tier.STANDARD, null, Quotas.OF_TIER);
    try {
      commands.sendAndWait(new GenericCommandMessage<>(register, envelope(tenant)));
    } catch (RuntimeException e) {
      if (!isDoneAlready(e)) {
        throw e;
      }
    }
  }

  /** The same command id at every start: the store itself refuses to do it twice. */
  private static MetaData envelope(TenantId tenant) {
    String id = Uuids.named("installation", "register demo tenant").toString();
    Map<String, String> metadata =
        new HashMap<>(
            new Actor(
                    Actor.Kind.SERVICE,
                    "installation",
                    null,
                    Set.of(Role.PLATFORM_ADMIN),
                    "internal",
                    null)
                .toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, id);
    metadata.put(MetadataKeys.CORRELATION_ID, id);
    metadata.put(MetadataKeys.CAUSATION_ID, id);
    metadata.put(MetadataKeys.REQUEST_ID, id);
    return MetaData.from(metadata);
  }

  private static boolean isDoneAlready(RuntimeException e) {
    Throwable cause = e instanceof CommandExecutionException ? e.getCause() : e;
    return e instanceof AlreadyDone
        || cause instanceof AlreadyDone
        || (cause instanceof CommandRejected rejected
            && rejected.code() == RejectionCode.ALREADY_EXISTS);
  }
}
