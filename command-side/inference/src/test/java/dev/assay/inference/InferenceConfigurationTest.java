package dev.assay.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.inference.queue.WorkSchema;
import dev.assay.inference.testing.ControlledProvider;
import dev.assay.inference.testing.ModelCallFixtures;
import dev.assay.inference.worker.InferenceWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
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
        var spring = new AnnotationConfigApplicationContext()) {
      spring.registerBean(Databases.class, database::databases);
      spring.registerBean(CommandBus.class, () -> bus);
      spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
      spring.registerBean(ControlledProvider.class, ControlledProvider::new);
      spring.register(InferenceConfiguration.class);
      spring.refresh();
      Configuration axon = axonWith(spring.getBean(ConfigurerModule.class));
      try {
        ModelCallRequested call = ModelCallFixtures.aRequestedCall();
        axon.eventStore()
            .publish(
                new GenericEventMessage<>(call, ModelCallFixtures.envelopeOf(UUID.randomUUID())));

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

  private static Configuration axonWith(ConfigurerModule module) {
    var configurer =
        DefaultConfigurer.defaultConfiguration()
            .configureEmbeddedEventStore(c -> new InMemoryEventStorageEngine());
    module.configureModule(configurer);
    return configurer.start();
  }
}
