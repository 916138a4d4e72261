package dev.assay.domain.subject;

import static dev.assay.domain.subject.SubjectStatus.ERASED;
import static dev.assay.domain.subject.SubjectStatus.HELD;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.SubjectId;
import dev.assay.api.subject.SubjectCommand.EraseSubject;
import dev.assay.api.subject.SubjectCommand.PlaceLegalHold;
import dev.assay.api.subject.SubjectCommand.ReleaseLegalHold;
import dev.assay.api.subject.SubjectEvent;
import dev.assay.api.subject.SubjectEvent.LegalHoldPlaced;
import dev.assay.api.subject.SubjectEvent.LegalHoldReleased;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A person whose data a tenant keeps. It begins with the first hold or the erasure; before, nothing
 * needs to be decided about it. Once erased it stays so.
 */
@AggregateRoot
public class Subject {
  public static final LifeCycle<SubjectStatus> LIFE_CYCLE = SubjectState.LIFE_CYCLE;

  public static final Evolution<SubjectEvent, ?> EVOLUTION =
      new Evolution<>("Subject", SubjectEvent.class, SubjectState::evolved);

  private static final int MAX_REASON_CHARS = 2_000;

  @AggregateIdentifier private @Nullable SubjectId id;
  private @Nullable SubjectState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(EraseSubject command) {
    if (state != null && state.status() == ERASED) {
      return;
    }
    if (state != null && state.status() == HELD) {
      throw CommandRejected.invalidState(
          "Expected a subject that may be erased, but a legal hold was placed on it: "
              + state.hold());
    }
    Refusals.requireText("reason", command.reason(), MAX_REASON_CHARS);
    apply(new SubjectErased(command.subjectId(), command.subject(), command.reason()));
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(PlaceLegalHold command) {
    if (state != null && state.status() == HELD) {
      return;
    }
    if (state != null && state.status() == ERASED) {
      throw CommandRejected.invalidState(
          "Expected a subject with data to hold, but it has been erased");
    }
    Refusals.requireText("reason", command.reason(), MAX_REASON_CHARS);
    apply(new LegalHoldPlaced(command.subjectId(), command.subject(), command.reason()));
  }

  @CommandHandler
  void decide(ReleaseLegalHold command) {
    if (state == null || state.status() != HELD) {
      return;
    }
    apply(new LegalHoldReleased(command.subjectId(), command.subject()));
  }

  @EventSourcingHandler
  void evolve(SubjectEvent event) {
    id = event.subjectId();
    state = SubjectState.evolved(state, event);
  }
}
