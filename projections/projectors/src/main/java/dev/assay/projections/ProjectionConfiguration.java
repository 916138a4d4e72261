package dev.assay.projections;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.RecentEvents;
import dev.assay.projections.agentexecutions.AgentExecutionsProjector;
import dev.assay.projections.agents.AgentsProjector;
import dev.assay.projections.apikeys.ApiKeysProjector;
import dev.assay.projections.auditevents.AuditEventsProjector;
import dev.assay.projections.conversations.ConversationsProjector;
import dev.assay.projections.conversationsearch.ConversationSearchProjector;
import dev.assay.projections.conversationsearch.ErasedWords;
import dev.assay.projections.costs.CostsProjector;
import dev.assay.projections.executions.ExecutionsProjector;
import dev.assay.projections.reviews.ReviewsProjector;
import dev.assay.projections.runner.ProjectionProperties;
import dev.assay.projections.runner.ProjectionRunners;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.tenants.TenantsProjector;
import dev.assay.projections.validations.ValidationsProjector;
import dev.assay.projections.workflows.WorkflowsProjector;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Role projection. Needs the beans {@link Databases}, {@link RecentEvents}, {@link EventReader},
 * {@link HeadSignal} and {@link MeterRegistry}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionProperties.class)
public class ProjectionConfiguration {
  private static final Duration FORGETTING = Duration.ofSeconds(20);

  /** All projectors of this build, one for each read model of the catalogue. */
  public static List<Projector> projectors() {
    return List.of(
        new TenantsProjector(),
        new ApiKeysProjector(),
        new AgentsProjector(),
        new AgentExecutionsProjector(),
        new WorkflowsProjector(),
        new ExecutionsProjector(),
        new ValidationsProjector(),
        new ReviewsProjector(),
        new ConversationsProjector(),
        new ConversationSearchProjector(),
        new CostsProjector(),
        new AuditEventsProjector());
  }

  @Bean
  ErasedWords erasedWords(Databases databases) {
    return new ErasedWords(databases.jdbc(DatabaseRole.PROCESSOR), FORGETTING);
  }

  @Bean
  ProjectionRunners projectionRunners(
      Databases databases,
      RecentEvents events,
      EventReader record,
      HeadSignal head,
      MeterRegistry registry,
      ProjectionProperties properties) {
    return new ProjectionRunners(
        projectors(), connections(databases), events, record, head, registry, properties);
  }

  /** Not from the pool: each runner keeps its connection, and with it its lock. */
  private static PGSimpleDataSource connections(Databases databases) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(databases.properties().url());
    connections.setUser(DatabaseRole.PROCESSOR.login());
    connections.setPassword(databases.properties().password(DatabaseRole.PROCESSOR));
    connections.setApplicationName("assay_projections");
    connections.setTcpKeepAlive(true);
    connections.setReWriteBatchedInserts(true);
    return connections;
  }
}
