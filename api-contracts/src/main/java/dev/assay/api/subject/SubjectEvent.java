package dev.assay.api.subject;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.SubjectId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Confidential;

/** What happens to a data subject's data as a whole. */
public sealed interface SubjectEvent extends DomainEvent {
  SubjectId subjectId();

  /** The pseudonym. */
  String subject();

  /**
   * The subject's keys are to be destroyed; whoever keeps keys does so, however often it is told.
   *
   * @param reason sealed under the tenant's key, since the subject's is gone
   */
  @EventName("subject.erased")
  record SubjectErased(SubjectId subjectId, @Clear String subject, @Confidential String reason)
      implements SubjectEvent {}

  @EventName("subject.legal-hold-placed")
  record LegalHoldPlaced(SubjectId subjectId, @Clear String subject, @Confidential String reason)
      implements SubjectEvent {}

  @EventName("subject.legal-hold-released")
  record LegalHoldReleased(SubjectId subjectId, @Clear String subject) implements SubjectEvent {}
}
