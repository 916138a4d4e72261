package dev.assay.replay.engine;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.agentexecution.AgentExecution;
import dev.assay.domain.agentexecution.ModelCatalog;
import dev.assay.domain.conversation.Conversation;
import dev.assay.domain.review.Review;
import dev.assay.domain.validation.Validation;
import dev.assay.domain.workflow.WorkflowVersions;
import dev.assay.domain.workflowexecution.WorkflowExecution;
import dev.assay.sagas.CommandSender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates that an execution is made of, with their own command handlers, and nothing else:
 * events are kept in memory, the clock and all that is looked up are given. For one thread.
 */
public final class World {
  /** What came of a command: at most one of refusal and fault is there, and then no event. */
  public record Outcome(
      List<DomainEventMessage<?>> events,
      @Nullable CommandRejected refusal,
      @Nullable Throwable fault) {}

  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final MemoryEvents events = new MemoryEvents();
  private final GivenClock clock = new GivenClock();

  public <L extends AgentVersions & ModelCatalog & WorkflowVersions> World(L lookups) {
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(
            List.<CorrelationDataProvider>of(new EnvelopeCorrelation("replay", "replay"))));
    MemoryEventStore store = MemoryEventStore.on(events);
    List<Object> given = List.of(clock, lookups);
    register(WorkflowExecution.class, store, given);
    register(AgentExecution.class, store, given);
    register(Validation.class, store, given);
    register(Review.class, store, given);
    register(Conversation.class, store, given);
  }

  /** Carries a command out while the clock shows {@code now}. */
  public Outcome deliver(Object command, Map<String, ?> metadata, Instant now) {
    clock.now = now;
    CommandMessage<Object> message =
        GenericCommandMessage.asCommandMessage(command).andMetaData(metadata);
    Answer answer = new Answer();
    bus.<Object, Object>dispatch(message, (sent, result) -> answer.take(result));
    List<DomainEventMessage<?>> appended = events.takeAppended();
    Throwable fault = answer.fault;
    if (fault == null || fault instanceof AlreadyDone) {
      return new Outcome(appended, null, null);
    }
    CommandRejected refusal = CommandSender.refusal(fault);
    return new Outcome(List.of(), refusal, refusal == null ? fault : null);
  }

  /** As if the last command had not been carried out. */
  public void takeBack(Outcome last) {
    events.forget(last.events());
  }

  private <T> void register(Class<T> type, MemoryEventStore store, List<Object> given) {
    ParameterResolverFactory parameters =
        MultiParameterResolverFactory.ordered(
            ClasspathParameterResolverFactory.forClass(type),
            new SimpleResourceParameterResolverFactory(given));
    var model = AnnotatedAggregateMetaModelFactory.inspectAggregate(type, parameters);
    EventSourcingRepository<T> repository =
        EventSourcingRepository.builder(type)
            .aggregateModel(model)
            .eventStore(store)
            .lockFactory(NullLockFactory.INSTANCE)
            .build();
    AggregateAnnotationCommandHandler.<T>builder()
        .aggregateType(type)
        .aggregateModel(model)
        .parameterResolverFactory(parameters)
        .repository(repository)
        .build()
        .subscribe(bus);
  }

  private static final class Answer {
    private @Nullable Throwable fault;

    void take(CommandResultMessage<?> result) {
      fault = result.isExceptional() ? result.exceptionResult() : null;
    }
  }

  private static final class GivenClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
