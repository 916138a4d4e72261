package dev.assay.command.guard;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.access.AllowedTo;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.tenant.TenantCommand;
import dev.assay.command.guard.Tenants.Status;
import java.util.Arrays;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Refuses commands of people and programs whose tenant is suspended or unknown. Our own services go
 * on, so that work which was accepted comes to its end; platform admins go on, so that they can
 * register and reactivate tenants.
 */
public final class TenantGate implements MessageHandlerInterceptor<CommandMessage<?>> {
  private final Tenants tenants;

  public TenantGate(Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
    CommandMessage<?> command = work.getMessage();
    TenantId tenant = tenant(command);
    if (command.getPayload() instanceof TenantCommand) {
      work.afterCommit(done -> tenants.forget(tenant));
    }
    Actor actor = Actor.fromMetadata(command.getMetaData());
    boolean ours = actor != null && AccessGuard.isOurs(actor);
    if (!ours && !isOfThePlatform(command)) {
      requireActive(tenant);
    }
    return chain.proceed();
  }

  private void requireActive(TenantId tenant) {
    Status status = tenants.status(tenant);
    if (status != Status.ACTIVE) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN,
          status == Status.SUSPENDED
              ? "Expected an active tenant, but this one is suspended"
              : "Expected a registered tenant, but the token's tenant is not");
    }
  }

  private static boolean isOfThePlatform(CommandMessage<?> command) {
    AllowedTo allowed = command.getPayloadType().getAnnotation(AllowedTo.class);
    return command.getPayload() instanceof TenantCommand
        && allowed != null
        && Arrays.equals(allowed.value(), new Role[] {Role.PLATFORM_ADMIN});
  }

  private static TenantId tenant(CommandMessage<?> command) {
    Object tenant = command.getMetaData().get(MetadataKeys.TENANT_ID);
    if (tenant == null) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN, "Expected a command of a tenant, but it names none");
    }
    return TenantId.of(tenant.toString());
  }
}
