package dev.assay.eventstore;

import static dev.assay.eventstore.testing.StoreUnderTest.asTenant;
import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.reader.Positions;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EventStoreConfigurationTest {
  @Test
  void aProgramWithTheSequencerAppendsAndFindsItsPosition() {
    try (EmbeddedDatabase database = EmbeddedDatabase.create()) {
      runner(database)
          .withUserConfiguration(EventStoreConfiguration.class, SequencerConfiguration.class)
          .withBean(SimpleMeterRegistry.class)
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                assertThat(context).hasSingleBean(TokenStore.class);
                assertThat(context).hasSingleBean(SagaStore.class);
                assertThat(context.getBean(Serializer.class)).isNotNull();
                UUID tenant = Uuids.next();
                UUID command = Uuids.next();
                EventStore store = context.getBean(EventStore.class);
                asTenant(
                    tenant,
                    () -> {
                      store.publish(
                          TestEvents.messages(Uuids.next(), 0, 2, envelope(tenant, command)));
                      return true;
                    });
                assertThat(
                        context
                            .getBean(Positions.class)
                            .positionOfCommand(
                                new TenantId(tenant), command, Duration.ofSeconds(30)))
                    .hasValue(2);
              });
    }
  }

  @Test
  void aMissingPasswordIsNamed() {
    try (EmbeddedDatabase database = EmbeddedDatabase.create()) {
      new ApplicationContextRunner()
          .withPropertyValues("assay.database.url=" + database.url())
          .withUserConfiguration(EventStoreConfiguration.class)
          .run(
              context ->
                  assertThat(context.getStartupFailure())
                      .rootCause()
                      .hasMessageContaining("assay.database.passwords."));
    }
  }

  @Test
  void messageIdsAreVersion7SoThatTheirIndexGrowsAtItsEnd() {
    UUID id = UUID.fromString(IdentifierFactory.getInstance().generateIdentifier());
    assertThat(id.version()).isEqualTo(7);
  }

  private static ApplicationContextRunner runner(EmbeddedDatabase database) {
    return new ApplicationContextRunner()
        .withPropertyValues(
            database.springProperties().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
  }
}
