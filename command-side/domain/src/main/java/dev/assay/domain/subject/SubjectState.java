package dev.assay.domain.subject;

import static dev.assay.domain.subject.SubjectStatus.ERASED;
import static dev.assay.domain.subject.SubjectStatus.FREE;
import static dev.assay.domain.subject.SubjectStatus.HELD;

import dev.assay.api.subject.SubjectEvent;
import dev.assay.api.subject.SubjectEvent.LegalHoldPlaced;
import dev.assay.api.subject.SubjectEvent.LegalHoldReleased;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.domain.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a data subject add up to.
 *
 * @param hold why it is held; null where it is not
 */
record SubjectState(SubjectStatus status, @Nullable String hold) {
  static final LifeCycle<SubjectStatus> LIFE_CYCLE =
      LifeCycle.of("Subject", SubjectStatus.class)
          .starting(LegalHoldPlaced.class, HELD)
          .starting(SubjectErased.class, ERASED)
          .on(HELD, LegalHoldReleased.class, FREE)
          .on(FREE, LegalHoldPlaced.class, HELD)
          .on(FREE, SubjectErased.class, ERASED)
          .build();

  static SubjectState evolved(@Nullable SubjectState state, SubjectEvent event) {
    SubjectStatus next = LIFE_CYCLE.after(state == null ? null : state.status(), event);
    return switch (event) {
      case LegalHoldPlaced e -> new SubjectState(next, e.reason());
      case LegalHoldReleased e -> new SubjectState(next, null);
      case SubjectErased e -> new SubjectState(next, null);
    };
  }
}
