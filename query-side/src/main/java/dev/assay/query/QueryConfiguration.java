package dev.assay.query;

import dev.assay.api.access.AccessRecord;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.letters.LetterCounts;
import dev.assay.eventstore.letters.LetterOrders;
import dev.assay.eventstore.letters.Letters;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.tail.TailConfiguration;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.query.agentexecutions.AgentExecutionQueries;
import dev.assay.query.agents.AgentQueries;
import dev.assay.query.apikeys.ApiKeyQueries;
import dev.assay.query.audit.AuditConfiguration;
import dev.assay.query.audit.bundle.BundleConfiguration;
import dev.assay.query.audit.dossier.DossierConfiguration;
import dev.assay.query.audit.exports.ExportConfiguration;
import dev.assay.query.audit.ledger.LedgerConfiguration;
import dev.assay.query.audit.report.ReportConfiguration;
import dev.assay.query.conversations.ConversationQueries;
import dev.assay.query.costs.CostQueries;
import dev.assay.query.costs.CostSums;
import dev.assay.query.dashboard.DashboardQueries;
import dev.assay.query.deadletters.LetterDesk;
import dev.assay.query.deadletters.ProcessManagerLetters;
import dev.assay.query.deadletters.ProcessManagerQueries;
import dev.assay.query.deadletters.ProjectionLetters;
import dev.assay.query.executions.ExecutionQueries;
import dev.assay.query.keys.KeyQueries;
import dev.assay.query.keys.RetentionQueries;
import dev.assay.query.projections.ProjectionQueries;
import dev.assay.query.projections.ProjectionStates;
import dev.assay.query.projections.Rebuilds;
import dev.assay.query.reading.ItemFields;
import dev.assay.query.reading.KnownParameters;
import dev.assay.query.reading.MinPosition;
import dev.assay.query.reading.ProjectionPositions;
import dev.assay.query.reading.TenantReader;
import dev.assay.query.replays.ReplayConfiguration;
import dev.assay.query.reviews.ReviewQueries;
import dev.assay.query.streams.ExecutionLinks;
import dev.assay.query.streams.StreamQueries;
import dev.assay.query.tenants.TenantQueries;
import dev.assay.query.tenants.TenantUsageQueries;
import dev.assay.query.validations.ValidationQueries;
import dev.assay.query.whatif.batch.BatchConfiguration;
import dev.assay.query.workflows.WorkflowOverviewQueries;
import dev.assay.query.workflows.WorkflowQueries;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Role query. Needs the beans {@link Databases}, {@link HeadSignal} and {@code Keys}; streams of
 * text need a {@code TokenFeed}, and do without where there is none.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueryProperties.class)
@Import({
  QueryJpaConfiguration.class,
  GraphConfiguration.class,
  TailConfiguration.class,
  AuditConfiguration.class,
  LedgerConfiguration.class,
  BundleConfiguration.class,
  ExportConfiguration.class,
  DossierConfiguration.class,
  ReportConfiguration.class,
  ReplayConfiguration.class,
  BatchConfiguration.class,
  TenantQueries.class,
  TenantUsageQueries.class,
  ApiKeyQueries.class,
  KeyQueries.class,
  RetentionQueries.class,
  AgentQueries.class,
  AgentExecutionQueries.class,
  WorkflowQueries.class,
  WorkflowOverviewQueries.class,
  ExecutionQueries.class,
  ValidationQueries.class,
  ReviewQueries.class,
  ConversationQueries.class,
  ItemFields.class,
  CostQueries.class,
  ProjectionQueries.class,
  ProjectionLetters.class,
  ProcessManagerLetters.class,
  StreamQueries.class
})
public class QueryConfiguration {
  private static final Duration HEAD_POLL = Duration.ofMillis(1);

  @Bean
  TenantReader tenantReader(
      @Qualifier(QueryJpaConfiguration.TRANSACTIONS) PlatformTransactionManager transactions,
      Databases databases) {
    return new TenantReader(transactions, databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  ProjectionPositions projectionPositions(Databases databases) {
    return new ProjectionPositions(databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  ProjectionStates projectionStates(Databases databases, HeadSignal head) {
    return new ProjectionStates(databases.jdbc(DatabaseRole.READER), () -> headNow(head));
  }

  @Bean
  Rebuilds rebuilds(
      Databases databases,
      HeadSignal head,
      AccessRecord record,
      @Value("${assay.projections.rebuild.segments:2}") int segments) {
    Builds builds = new Builds(databases.dataSource(DatabaseRole.PROCESSOR));
    return new Rebuilds(builds, () -> headNow(head), record, Clock.systemUTC(), segments);
  }

  @Bean
  LetterDesk letterDesk(TenantReader reader, Databases databases, AccessRecord record) {
    return new LetterDesk(
        reader,
        new Letters(databases.jdbc(DatabaseRole.READER)),
        new LetterOrders(
            databases.jdbc(DatabaseRole.PROCESSOR), databases.transaction(DatabaseRole.PROCESSOR)),
        record);
  }

  @Bean
  ProcessManagerQueries processManagerQueries(Databases databases) {
    return new ProcessManagerQueries(new LetterCounts(databases.jdbc(DatabaseRole.PROCESSOR)));
  }

  @Bean
  DashboardQueries dashboardQueries(
      TenantReader reader, Databases databases, ProjectionStates projections) {
    return new DashboardQueries(
        reader, databases.jdbc(DatabaseRole.READER), projections, Clock.systemUTC());
  }

  @Bean
  CostSums costSums(Databases databases) {
    return new CostSums(databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  ExecutionLinks executionLinks(TenantReader reader, Databases databases) {
    return new ExecutionLinks(reader, databases.jdbc(DatabaseRole.READER));
  }

  @Bean
  WebMvcConfigurer queryInterceptors(ProjectionPositions positions, QueryProperties properties) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters());
        registry.addInterceptor(new MinPosition(positions, properties.maxWaitingRequests()));
      }
    };
  }

  /**
   * Waiting beyond the last possible position asks the database, where that is due, and returns.
   */
  private static long headNow(HeadSignal head) {
    try {
      return head.awaitBeyond(Long.MAX_VALUE, HEAD_POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return head.head();
    }
  }
}
