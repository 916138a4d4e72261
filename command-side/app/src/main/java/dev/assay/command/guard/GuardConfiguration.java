package dev.assay.command.guard;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the guards before every command handler of this process, whoever sends the command. */
@Configuration(proxyBeanMethods = false)
public class GuardConfiguration {
  @Bean
  Tenants guardedTenants(Databases databases, Clock clock) {
    return new Tenants(databases.dataSource(DatabaseRole.PROCESSOR), clock);
  }

  @Bean
  ConfigurerModule commandGuards(Tenants tenants, Databases databases) {
    DataSource events = databases.dataSource(DatabaseRole.PROCESSOR);
    return configurer ->
        configurer.onInitialize(
            axon ->
                axon.onStart(
                    // Before any handler is there, so that no command slips through.
                    Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS - 1,
                    () -> {
                      CommandBus bus = axon.commandBus();
                      bus.registerHandlerInterceptor(new AccessGuard());
                      bus.registerHandlerInterceptor(new TenantGate(tenants));
                      bus.registerHandlerInterceptor(new ExpectedState(events));
                    }));
  }
}
