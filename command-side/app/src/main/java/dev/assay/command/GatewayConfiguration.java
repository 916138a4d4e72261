package dev.assay.command;

import dev.assay.command.dispatch.ConflictRetry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService conflictRetryTimer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("conflict-retry").factory());
  }

  @Bean
  CommandGateway commandGateway(CommandBus bus, ScheduledExecutorService conflictRetryTimer) {
    return DefaultCommandGateway.builder()
        .commandBus(bus)
        .retryScheduler(new ConflictRetry(conflictRetryTimer))
        .build();
  }
}
