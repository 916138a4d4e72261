package dev.assay.command;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.inference.ModelRef;
import dev.assay.domain.DomainAggregates;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.agent.StoredAgentVersions;
import dev.assay.domain.agentexecution.ModelCatalog;
import dev.assay.domain.workflow.KnownAgents;
import dev.assay.domain.workflow.RegisteredAgents;
import dev.assay.domain.workflow.StoredWorkflowVersions;
import dev.assay.domain.workflow.WorkflowVersions;
import dev.assay.eventstore.EventStoreConfiguration;
import dev.assay.eventstore.SequencerConfiguration;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.HttpConfiguration;
import dev.assay.http.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** The command side of the program: aggregates, bus, event store, HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
@Import({
  HttpConfiguration.class,
  EventStoreConfiguration.class,
  SequencerConfiguration.class,
  CommandConfiguration.class
})
class CommandApplication {
  static final TestIssuer ISSUER = new TestIssuer();

  @Bean
  JWKSource<SecurityContext> keys() {
    return ISSUER.keys();
  }

  @Bean
  MovableClock clock() {
    return new MovableClock();
  }

  @Bean
  SpokenWords spokenWords() {
    return new SpokenWords();
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  CorrelationDataProvider envelope() {
    return new EnvelopeCorrelation("test", "access:1");
  }

  @Bean(destroyMethod = "shutdown")
  @Qualifier("localSegment")
  CommandBus commandBus(org.axonframework.config.Configuration axon) {
    AsynchronousCommandBus bus =
        AsynchronousCommandBus.builder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .transactionManager(NoTransactionManager.INSTANCE)
            .build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  @Bean(destroyMethod = "")
  @Primary
  DataSource dataSource(Databases databases) {
    return databases.dataSource(DatabaseRole.PROCESSOR);
  }

  @Bean
  @Primary
  PlatformTransactionManager transactions(Databases databases) {
    return databases.transactionManager(DatabaseRole.PROCESSOR);
  }

  @Bean
  ConfigurerModule aggregates() {
    return configurer ->
        DomainAggregates.aggregates()
            .forEach(
                t -> configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(t)));
  }

  @Bean
  AgentVersions agentVersions(@Lazy EventStore events) {
    return new StoredAgentVersions(events);
  }

  @Bean
  KnownAgents knownAgents(AgentVersions agents) {
    return new RegisteredAgents(agents);
  }

  @Bean
  WorkflowVersions workflowVersions(@Lazy EventStore events) {
    return new StoredWorkflowVersions(events);
  }

  @Bean
  ModelCatalog models() {
    return policy -> List.of(ModelRef.of("offline/extractive-1"));
  }
}
