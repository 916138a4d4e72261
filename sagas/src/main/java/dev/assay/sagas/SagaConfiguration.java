package dev.assay.sagas;

import dev.assay.sagas.conversationreply.ConversationReplySaga;
import dev.assay.sagas.executioncoordination.ExecutionCoordinationSaga;
import dev.assay.sagas.timelimit.TimeLimitSaga;
import dev.assay.sagas.validationpipeline.ValidationPipelineSaga;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The role {@code saga}. It needs a {@link CommandBus}, a durable {@link DeadlineManager}, an event
 * store that can be streamed, a saga store and a token store. A processor that has never run starts
 * at the first event, so that what happened before it was deployed is not lost; none goes past an
 * event that it could not handle.
 */
@Configuration(proxyBeanMethods = false)
public class SagaConfiguration {
  private static final int SEGMENTS = 4;
  private static final int BATCH = 20;

  /** The token store lets go of a claim after 5 s; it is renewed and sought well before. */
  private static final long CLAIM_MS = 1_000;

  /** The sagas by their processing group. */
  public static final Map<String, Class<?>> SAGAS =
      Map.of(
          "validation-pipeline", ValidationPipelineSaga.class,
          "execution-coordination", ExecutionCoordinationSaga.class,
          "conversation-reply", ConversationReplySaga.class,
          "time-limit", TimeLimitSaga.class);

  @Bean
  public CommandSender processCommandSender(@Lazy CommandBus bus) {
    return new CommandSender(bus, CommandSender.DEFAULT_WAIT);
  }

  @Bean
  public Courier processCourier(CommandSender sender, @Lazy DeadlineManager deadlines) {
    return new Courier(sender, deadlines);
  }

  @Bean
  public ConfigurerModule processManagers() {
    return configurer -> configurer.eventProcessing(SagaConfiguration::register);
  }

  /** For programs that configure Axon without Spring, such as tests. */
  public static void register(EventProcessingConfigurer processing) {
    SAGAS.forEach((group, type) -> register(processing, group, type));
  }

  private static void register(EventProcessingConfigurer processing, String group, Class<?> type) {
    processing
        .registerSaga(type)
        .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerPooledStreamingEventProcessor(
            group,
            org.axonframework.config.Configuration::eventStore,
            (config, builder) ->
                builder
                    .initialSegmentCount(SEGMENTS)
                    .batchSize(BATCH)
                    .tokenClaimInterval(CLAIM_MS)
                    .claimExtensionThreshold(CLAIM_MS)
                    .initialToken(StreamableMessageSource::createTailToken));
  }
}
