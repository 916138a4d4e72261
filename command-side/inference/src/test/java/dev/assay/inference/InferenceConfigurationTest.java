package dev.assay.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.inference.queue.WorkSchema;
import dev.assay.inference.testing.ControlledProvider;
import dev.assay.inference.testing.ModelCallFixtures;
import dev.assay.inference.worker.InferenceWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The role as Spring puts it together, from the event to the recorded answer. */
class InferenceConfigurationTest {
  private final Queue<RecordModelAnswer> recorded = new ConcurrentLinkedQueue<>();

  @Test
  void shouldCallTheModelThatAnEventAsksFor() {
    CommandBus bus = SimpleCommandBus.builder().build();
    var unused =
        bus.subscribe(
            RecordModelAnswer.class.getName(),
            command -> recorded.add((RecordModelAnswer) command.getPayload()));
    try (EmbeddedDatabase database = EmbeddedDatabase.create(WorkSchema.MIGRATIONS);
        StoreUnderTest store = StoreUnderTest.started(database.databases());
        var spring = new AnnotationConfigApplicationContext()) {
      spring.registerBean(Databases.class, database::databases);
      spring.registerBean(EventCodec.class, store::codec);
      spring.registerBean(CommandBus.class, () -> bus);
      spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
      spring.registerBean(ControlledProvider.class, ControlledProvider::new);
      spring.register(InferenceConfiguration.class);
      spring.refresh();
      Configuration axon = axonWith(store.store(), spring.getBean(ConfigurerModule.class));
      try {
        ModelCallRequested call = ModelCallFixtures.aRequestedCall();
        axon.eventStore()
            .publish(
                new GenericDomainEventMessage<>(
                    "agent-execution",
                    call.agentExecutionId().toString(),
                    0,
                    call,
                    envelopeOf(Uuids.next())));

        await().until(() -> !recorded.isEmpty());
        assertThat(recorded.peek().requestId()).isEqualTo(call.requestId());
        assertThat(spring.getBean(InferenceWorker.class).status().breakers())
            .containsEntry("scripted", "CLOSED");
        assertThat(spring.getBeansOfType(InferenceCommandHandler.class)).isEmpty();
      } finally {
        axon.shutdown();
      }
    }
  }

  /** The metadata that an append insists on, with a person as the actor. */
  private static Map<String, String> envelopeOf(UUID tenant) {
    Map<String, String> envelope = StoreUnderTest.envelope(tenant, Uuids.next());
    envelope.putAll(ModelCallFixtures.envelopeOf(tenant));
    return envelope;
  }

  private static Configuration axonWith(EventStore store, ConfigurerModule module) {
    var configurer = DefaultConfigurer.defaultConfiguration().configureEventStore(c -> store);
    module.configureModule(configurer);
    return configurer.start();
  }
}
