package dev.assay.command;

import dev.assay.api.inference.TokenFeed;
import dev.assay.command.agent.AgentController;
import dev.assay.command.agent.AgentExecutionController;
import dev.assay.command.apikey.ApiKeyConfiguration;
import dev.assay.command.apikey.ApiKeyController;
import dev.assay.command.conversation.ConversationController;
import dev.assay.command.conversation.ReplyProperties;
import dev.assay.command.conversation.ReplyStreams;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandEvents;
import dev.assay.command.dispatch.CommandRequestResolver;
import dev.assay.command.dispatch.DispatchProperties;
import dev.assay.command.execution.ExecutionController;
import dev.assay.command.execution.StartController;
import dev.assay.command.guard.GuardConfiguration;
import dev.assay.command.idempotency.IdempotencyConfiguration;
import dev.assay.command.keys.KeysConfiguration;
import dev.assay.command.ledger.LedgerBreakController;
import dev.assay.command.review.ReviewController;
import dev.assay.command.subject.SubjectConfiguration;
import dev.assay.command.tenant.TenantController;
import dev.assay.command.tenant.TenantSettingsController;
import dev.assay.command.validation.ValidationController;
import dev.assay.command.workflow.DiagramController;
import dev.assay.command.workflow.RegisteredVersions;
import dev.assay.command.workflow.Registration;
import dev.assay.command.workflow.WorkflowController;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.reader.Positions;
import dev.assay.eventstore.tail.EventTails;
import dev.assay.eventstore.tail.RecordOfTenant;
import dev.assay.eventstore.tail.TailConfiguration;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The HTTP command API with all that guards it, for role {@code command}. Needs the beans of {@code
 * EventStoreConfiguration} and {@code HttpConfiguration}, a {@code Clock} and a command bus.
 * Replies are streamed word by word where there is a {@link TokenFeed}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DispatchProperties.class, ReplyProperties.class})
@Import({
  GatewayConfiguration.class,
  TailConfiguration.class,
  GuardConfiguration.class,
  IdempotencyConfiguration.class,
  ApiKeyConfiguration.class,
  SubjectConfiguration.class,
  KeysConfiguration.class,
  TenantController.class,
  TenantSettingsController.class,
  ApiKeyController.class,
  AgentController.class,
  AgentExecutionController.class,
  WorkflowController.class,
  StartController.class,
  DiagramController.class,
  ExecutionController.class,
  ValidationController.class,
  ReviewController.class,
  ConversationController.class,
  LedgerBreakController.class
})
public class CommandConfiguration implements WebMvcConfigurer {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CommandRequestResolver());
  }

  @Bean
  CommandEvents commandEvents(Databases databases, EventCodec codec) {
    return new CommandEvents(databases.dataSource(DatabaseRole.PROCESSOR), codec);
  }

  @Bean
  CommandDispatcher commandDispatcher(
      CommandGateway gateway,
      CommandEvents events,
      Positions positions,
      DispatchProperties timeouts) {
    return new CommandDispatcher(gateway, events, positions, timeouts);
  }

  @Bean
  ReplyStreams replyStreams(
      EventTails tails,
      RecordOfTenant record,
      ObjectProvider<TokenFeed> tokens,
      ReplyProperties properties) {
    return new ReplyStreams(tails, record, tokens, properties);
  }

  @Bean
  Registration workflowRegistration(CommandDispatcher commands) {
    return new Registration(commands);
  }

  @Bean
  RegisteredVersions registeredVersions(Databases databases, EventCodec codec) {
    return new RegisteredVersions(databases.dataSource(DatabaseRole.PROCESSOR), codec);
  }
}
