package dev.assay.replay.verification;

import dev.assay.api.event.EventCatalog;
import dev.assay.api.replay.Divergence;
import dev.assay.api.replay.Divergence.CausingCommand;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.engine.Canonical;
import dev.assay.replay.engine.Happened;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Ends a replay at the first difference. */
final class Diverged extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Divergence divergence;

  private Diverged(Divergence divergence) {
    super(divergence.reason());
    this.divergence = divergence;
  }

  Divergence divergence() {
    return divergence;
  }

  /** Something else, or nothing, was decided where the record has an event. */
  static Diverged at(
      RecordedEvent expected,
      @Nullable DomainEventMessage<?> got,
      @Nullable CausingCommand command,
      String reason) {
    ObjectNode gotForm = got == null ? null : Canonical.of(got);
    ObjectNode expectedForm = Canonical.of(expected);
    return new Diverged(
        new Divergence(
            expected.position(),
            expected.eventId(),
            expected.aggregateType(),
            expected.aggregateId(),
            expected.sequence(),
            type(expectedForm),
            type(gotForm),
            expectedForm,
            gotForm,
            command,
            reason));
  }

  /** Something was decided where the record has nothing. */
  static Diverged surplus(
      Happened cause, DomainEventMessage<?> got, CausingCommand command, String reason) {
    ObjectNode form = Canonical.of(got);
    return new Diverged(
        new Divergence(
            cause.position(),
            cause.eventId(),
            Objects.requireNonNull(form.get("aggregateType")).stringValue(),
            UUID.fromString(got.getAggregateIdentifier()),
            got.getSequenceNumber(),
            null,
            type(form),
            null,
            form,
            command,
            reason));
  }

  /** A command could not be carried out at all, and the record says nothing of that. */
  static Diverged faulted(Happened cause, CausingCommand command, String reason) {
    return new Diverged(
        new Divergence(
            cause.position(),
            cause.eventId(),
            Objects.requireNonNull(EventCatalog.of(cause.event().getClass())).aggregateType(),
            cause.aggregateId(),
            cause.sequence(),
            null,
            null,
            null,
            null,
            command,
            reason));
  }

  private static @Nullable String type(@Nullable ObjectNode form) {
    return form == null ? null : form.get("type").stringValue();
  }
}
