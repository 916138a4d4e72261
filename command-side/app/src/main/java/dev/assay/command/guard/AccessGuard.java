package dev.assay.command.guard;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.access.AllowedTo;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import java.util.Arrays;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command through only to whom its {@link AllowedTo} names. A command without one is refused
 * to everybody.
 */
public final class AccessGuard implements MessageHandlerInterceptor<CommandMessage<?>> {
  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
    CommandMessage<?> command = work.getMessage();
    AllowedTo allowed = command.getPayloadType().getAnnotation(AllowedTo.class);
    Actor actor = Actor.fromMetadata(command.getMetaData());
    if (allowed == null || actor == null || !isAllowed(allowed, actor)) {
      throw refusal(allowed);
    }
    return chain.proceed();
  }

  /** One of our own services; no token or API key can be authenticated so. */
  static boolean isOurs(Actor actor) {
    return actor.kind() == Actor.Kind.SERVICE && actor.authentication().equals("internal");
  }

  private static boolean isAllowed(AllowedTo allowed, Actor actor) {
    return (allowed.services() && isOurs(actor))
        || Arrays.stream(allowed.value()).anyMatch(actor::has);
  }

  private static CommandRejected refusal(@Nullable AllowedTo allowed) {
    if (allowed == null || allowed.value().length == 0) {
      return new CommandRejected(
          RejectionCode.FORBIDDEN, "Expected one of our own services, but the caller is none");
    }
    return new CommandRejected(
        RejectionCode.FORBIDDEN,
        "Expected one of the roles "
            + Arrays.stream(allowed.value()).map(Role::wire).sorted().toList()
            + ", but the caller has none of them");
  }
}
