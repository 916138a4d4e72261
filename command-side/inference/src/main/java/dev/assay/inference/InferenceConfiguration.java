package dev.assay.inference;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.database.MigrationSet;
import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.inference.limits.GuardedProviders;
import dev.assay.inference.openai.OpenAiModelProvider;
import dev.assay.inference.queue.CallLeases;
import dev.assay.inference.queue.ExecutionMeters;
import dev.assay.inference.queue.ModelCallQueue;
import dev.assay.inference.queue.QueueProjector;
import dev.assay.inference.queue.WorkSchema;
import dev.assay.inference.queue.WorkSignal;
import dev.assay.inference.stream.TokenHub;
import dev.assay.inference.worker.InferenceWorker;
import dev.assay.inference.worker.LocalInferenceBus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * The role {@code inference}: the queue of model calls, the worker that empties it and the
 * providers. It needs the event store's configuration, a {@link CommandBus} and a {@link
 * MeterRegistry}. Every {@link ModelProvider} bean is a provider beside those that are configured.
 */
@Configuration(proxyBeanMethods = false)
@Import(ModelCatalogConfiguration.class)
public class InferenceConfiguration {
  private static final int SEGMENTS = 4;
  private static final int BATCH = 50;

  /** The token store lets go of a claim after 5 s; it is renewed and sought well before. */
  private static final long CLAIM_MS = 1_000;

  @Bean
  MigrationSet workMigrations() {
    return WorkSchema.MIGRATIONS;
  }

  @Bean
  WorkSignal modelCallSignal() {
    return new WorkSignal();
  }

  /** Tokens of the calls of this process; a query side in the same process listens. */
  @Bean
  TokenHub tokenFeed() {
    return new TokenHub();
  }

  @Bean
  GuardedProviders guardedProviders(
      InferenceProperties inference,
      OpenAiProperties openAi,
      ObjectProvider<ModelProvider> others,
      MeterRegistry meters) {
    List<ModelProvider> all = new ArrayList<>(others.orderedStream().toList());
    inference
        .openAiCompatible(openAi)
        .forEach(
            (name, settings) ->
                all.add(
                    new OpenAiModelProvider(name, settings, inference.limitsOf(name).timeLimit())));
    return new GuardedProviders(all, inference.limits(), meters, InstantSource.system());
  }

  @Bean
  InferenceWorker inferenceWorker(
      InferenceProperties inference,
      Databases databases,
      WorkSignal signal,
      GuardedProviders providers,
      TokenHub tokens,
      EventCodec codec,
      @Lazy CommandBus commands,
      MeterRegistry meters) {
    // No bean, or Axon would subscribe it to the bus of all commands, with its time limits.
    InferenceCommandHandler handler =
        new InferenceCommandHandler(
            providers, inference.priceList(), tokens, new CallMeters(meters));
    CallLeases leases =
        new CallLeases(
            databases.dataSource(DatabaseRole.PROCESSOR), processName(), inference.lease());
    return new InferenceWorker(
        inference.worker(),
        leases,
        signal,
        providers,
        new LocalInferenceBus(handler),
        codec,
        commands,
        meters);
  }

  @Bean
  ConfigurerModule modelCallQueueProcessor(
      Databases databases, WorkSignal signal, MeterRegistry meters) {
    QueueProjector projector =
        new QueueProjector(
            new ModelCallQueue(databases.dataSource(DatabaseRole.PROCESSOR)),
            signal,
            new ExecutionMeters(meters));
    return configurer -> configurer.eventProcessing(processing -> register(processing, projector));
  }

  /** For programs that configure Axon without Spring, such as tests. */
  public static void register(EventProcessingConfigurer processing, QueueProjector projector) {
    String group = QueueProjector.GROUP;
    processing
        .registerEventHandler(c -> projector)
        .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerPooledStreamingEventProcessor(
            group,
            // The queue keeps what it reads, so it must not read what is sealed.
            config -> PostgresEventStore.asStored(config.eventStore()),
            (config, builder) ->
                builder
                    .initialSegmentCount(SEGMENTS)
                    .batchSize(BATCH)
                    .tokenClaimInterval(CLAIM_MS)
                    .claimExtensionThreshold(CLAIM_MS)
                    .initialToken(StreamableMessageSource::createTailToken));
  }

  private static String processName() {
    return "pid-" + ProcessHandle.current().pid();
  }
}
