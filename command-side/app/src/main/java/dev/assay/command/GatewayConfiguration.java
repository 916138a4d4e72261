package dev.assay.command;

import dev.assay.command.dispatch.ConflictRetry;
import dev.assay.command.dispatch.OutcomeLog;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The one way to send commands, for every role that sends them: a conflict with another writer is
 * tried again, whoever sent the command.
 */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {
  @Bean
  ConflictRetry conflictRetry() {
    return new ConflictRetry();
  }

  @Bean
  CommandGateway commandGateway(CommandBus bus, ConflictRetry conflictRetry) {
    return DefaultCommandGateway.builder()
        .commandBus(bus)
        .retryScheduler(conflictRetry)
        .commandCallback(new OutcomeLog())
        .build();
  }
}
