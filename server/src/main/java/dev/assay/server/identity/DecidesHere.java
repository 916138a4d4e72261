package dev.assay.server.identity;

import dev.assay.server.Roles;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether this process has the role command. */
final class DecidesHere implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Roles.parse(context.getEnvironment().getProperty("assay.roles", ""))
        .contains(Roles.COMMAND);
  }
}
