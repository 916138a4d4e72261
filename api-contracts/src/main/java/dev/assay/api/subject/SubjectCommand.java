package dev.assay.api.subject;

import static dev.assay.api.envelope.Role.TENANT_ADMIN;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.SubjectId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * What may be asked about a data subject. Whoever oversees the record (auditors) may not change
 * what it says; whoever answers for the tenant may.
 */
public sealed interface SubjectCommand {
  SubjectId subjectId();

  /** The pseudonym of the person, as in metadata; never the identifier that the client gave. */
  String subject();

  /** Makes all personal text of the subject unreadable for ever; refused under a legal hold. */
  @AllowedTo(TENANT_ADMIN)
  record EraseSubject(@TargetAggregateIdentifier SubjectId subjectId, String subject, String reason)
      implements SubjectCommand {}

  /** From now on nothing of the subject may be erased, by nobody and by no retention period. */
  @AllowedTo(TENANT_ADMIN)
  record PlaceLegalHold(
      @TargetAggregateIdentifier SubjectId subjectId, String subject, String reason)
      implements SubjectCommand {}

  @AllowedTo(TENANT_ADMIN)
  record ReleaseLegalHold(@TargetAggregateIdentifier SubjectId subjectId, String subject)
      implements SubjectCommand {}
}
