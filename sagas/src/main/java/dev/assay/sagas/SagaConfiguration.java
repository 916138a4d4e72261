package dev.assay.sagas;

import dev.assay.api.process.ProcessManager;
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
 * at the first event, so that what happened before it was deployed is not lost. An event that
 * cannot be handled parks the process it is for, and nobody else.
 */
@Configuration(proxyBeanMethods = false)
public class SagaConfiguration {
  private static final int SEGMENTS = 4;
  private static final int BATCH = 20;

  /** The token store lets go of a claim after 5 s; it is renewed and sought well before. */
  private static final long CLAIM_MS = 1_000;

  /** The sagas by their process manager; its key is their processing group. */
  public static final Map<ProcessManager, Class<?>> SAGAS =
      Map.of(
          ProcessManager.VALIDATION_PIPELINE, ValidationPipelineSaga.class,
          ProcessManager.EXECUTION_COORDINATION, ExecutionCoordinationSaga.class,
          ProcessManager.CONVERSATION_REPLY, ConversationReplySaga.class,
          ProcessManager.TIME_LIMIT, TimeLimitSaga.class);

  @Bean
  public CommandSender processCommandSender(@Lazy CommandBus bus) {
    return new CommandSender(bus, CommandSender.DEFAULT_WAIT);
  }

  @Bean
  public Courier processCourier(CommandSender sender, @Lazy DeadlineManager deadlines) {
    return new Courier(sender, deadlines);
  }

  @Bean
  public ConfigurerModule processManagers(Parking parking) {
    return configurer -> configurer.eventProcessing(processing -> register(processing, parking));
  }

  /** For programs that configure Axon without Spring, such as tests. */
  public static void register(EventProcessingConfigurer processing, Parking parking) {
    SAGAS.forEach((manager, type) -> register(processing, parking, manager.key(), type));
  }

  private static void register(
      EventProcessingConfigurer processing, Parking parking, String group, Class<?> type) {
    processing
        .registerSaga(type)
        .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerPooledStreamingEventProcessor(
            group,
            config -> parking.source(config.eventStore()),
            (config, builder) ->
                builder
                    .eventHandlerInvoker(
                        parking.around(
                            group,
                            config
                                .eventProcessingConfiguration()
                                .sagaConfiguration(type)
                                .manager()))
                    .initialSegmentCount(SEGMENTS)
                    .batchSize(BATCH)
                    .tokenClaimInterval(CLAIM_MS)
                    .claimExtensionThreshold(CLAIM_MS)
                    .initialToken(StreamableMessageSource::createTailToken));
  }
}
