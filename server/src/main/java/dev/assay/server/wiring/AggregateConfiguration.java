package dev.assay.server.wiring;

import dev.assay.domain.DomainAggregates;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.agent.StoredAgentVersions;
import dev.assay.domain.agentexecution.ModelCatalog;
import dev.assay.domain.workflow.KnownAgents;
import dev.assay.domain.workflow.RegisteredAgents;
import dev.assay.domain.workflow.StoredWorkflowVersions;
import dev.assay.domain.workflow.WorkflowVersions;
import dev.assay.inference.ModelRegistry;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The aggregates of role command, and what their handlers ask for. */
@Configuration(proxyBeanMethods = false)
public class AggregateConfiguration {
  @Bean
  ConfigurerModule aggregates() {
    return configurer ->
        DomainAggregates.aggregates()
            .forEach(
                type ->
                    configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(type)));
  }

  @Bean
  AgentVersions agentVersions(@Lazy EventStore events) {
    return new StoredAgentVersions(events);
  }

  @Bean
  ModelCatalog modelCatalog(ModelRegistry registry) {
    return registry::resolve;
  }

  @Bean
  KnownAgents knownAgents(AgentVersions agents) {
    return new RegisteredAgents(agents);
  }

  @Bean
  WorkflowVersions workflowVersions(@Lazy EventStore events) {
    return new StoredWorkflowVersions(events);
  }
}
