package dev.assay.sagas;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.Uuids;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;

/**
 * Axon's saga fixture with our courier. Events carry the envelope of stored events, and each is
 * delivered twice.
 */
public final class SagaFixture<S> {
  public static final String TENANT = Uuids.named("tenant", "acme").toString();

  private final SagaTestFixture<S> fixture;

  public SagaFixture(Class<S> saga) {
    fixture = new SagaTestFixture<>(saga);
    fixture.withTransienceCheckDisabled();
    fixture.registerResource(
        new Courier(
            new CommandSender(fixture.getCommandBus(), Duration.ofSeconds(5)), deadlines(fixture)));
  }

  public static EventMessage<DomainEvent> stored(DomainEvent event) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put(MetadataKeys.TENANT_ID, TENANT);
    metadata.put(MetadataKeys.CORRELATION_ID, "correlation");
    metadata.put(MetadataKeys.REQUEST_ID, "request");
    metadata.putAll(Actor.service("test", "ann").toMetadata());
    return new GenericEventMessage<>(
        Uuids.next().toString(), event, metadata, java.time.Instant.EPOCH);
  }

  public SagaFixture<S> given(DomainEvent... events) {
    for (DomainEvent event : events) {
      EventMessage<DomainEvent> message = stored(event);
      fixture.givenAPublished(message);
      fixture.givenAPublished(message);
    }
    return this;
  }

  public FixtureExecutionResult when(DomainEvent event) {
    EventMessage<DomainEvent> message = stored(event);
    fixture.givenAPublished(message);
    return fixture.whenPublishingA(message);
  }

  /** Delivers once, so that the fixture sees the commands of this delivery. */
  public FixtureExecutionResult whenOnce(DomainEvent event) {
    return fixture.whenPublishingA(stored(event));
  }

  public FixtureExecutionResult whenTimeElapses(Duration time) {
    return fixture.whenTimeElapses(time);
  }

  /** The commands that were sent since the beginning, or in the last phase. */
  public List<CommandMessage<?>> sent() {
    return new ArrayList<>(fixture.getCommandBus().getDispatchedCommands());
  }

  public SagaTestFixture<S> axon() {
    return fixture;
  }

  /** The fixture shows its deadline manager only to sagas. */
  private static DeadlineManager deadlines(SagaTestFixture<?> fixture) {
    try {
      Field field = SagaTestFixture.class.getDeclaredField("deadlineManager");
      field.setAccessible(true);
      return (DeadlineManager) field.get(fixture);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Expected axon-test's fixture to have a deadline manager", e);
    }
  }
}
