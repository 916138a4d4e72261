package dev.assay.command.guard;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.MetadataKeys;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Refuses a command whose sender has seen another state than there is ({@code If-Match}). It looks
 * before the handler, so that nobody is told about a state they did not mean, and once more behind
 * it, when the aggregate is locked: what another process appends after that makes the append fail.
 */
public final class ExpectedState implements MessageHandlerInterceptor<CommandMessage<?>> {
  private final JdbcTemplate jdbc;
  private final CommandTargetResolver targets = AnnotationCommandTargetResolver.builder().build();

  public ExpectedState(DataSource events) {
    this.jdbc = new JdbcTemplate(events);
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
    CommandMessage<?> command = work.getMessage();
    Object expected = command.getMetaData().get(MetadataKeys.EXPECTED_SEQUENCE);
    if (expected == null) {
      return chain.proceed();
    }
    UUID tenant =
        UUID.fromString(String.valueOf(command.getMetaData().get(MetadataKeys.TENANT_ID)));
    UUID target = UUID.fromString(targets.resolveTarget(command).getIdentifier());
    long sequence = Long.parseLong(expected.toString());
    require(tenant, target, sequence);
    Object answer = chain.proceed();
    require(tenant, target, sequence);
    return answer;
  }

  private void require(UUID tenant, UUID target, long expected) {
    Long actual =
        jdbc.queryForObject(
            "SELECT max(sequence) FROM event_store.events WHERE tenant_id = ? AND aggregate_id = ?",
            Long.class,
            tenant,
            target);
    if (actual == null || actual != expected) {
      throw new CommandRejected(
          RejectionCode.STALE,
          actual == null
              ? "Expected the state that If-Match names, but there is none yet"
              : "Expected the state \"%d\" that If-Match names, but it is \"%d\" by now"
                  .formatted(expected, actual));
    }
  }
}
