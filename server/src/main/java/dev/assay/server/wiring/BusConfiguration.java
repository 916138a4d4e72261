package dev.assay.server.wiring;

import java.util.concurrent.Executors;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;

/**
 * The command bus of one process.
 *
 * <p>Each command is handled on a virtual thread of its own and in no database transaction but the
 * append's. Handled on the sender's thread, a command of a process manager would be nested in the
 * unit of work of the event: its events would be appended only when that ends, long after the
 * process manager was told that all went well.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class BusConfiguration {
  @Bean(destroyMethod = "shutdown")
  @Qualifier("localSegment")
  CommandBus commandBus(
      Configuration axon, DuplicateCommandHandlerResolver duplicateCommandHandlerResolver) {
    AsynchronousCommandBus bus =
        AsynchronousCommandBus.builder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .transactionManager(NoTransactionManager.INSTANCE)
            .duplicateCommandHandlerResolver(duplicateCommandHandlerResolver)
            .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"))
            .build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }
}
