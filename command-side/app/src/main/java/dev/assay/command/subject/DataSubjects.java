package dev.assay.command.subject;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.eventstore.keys.Pseudonyms;
import dev.assay.eventstore.keys.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * Says in a request's envelope whose data a new thing will be. Only the pseudonym goes on from
 * here; the name that the client gave is not kept.
 */
public final class DataSubjects {
  private static final int LONGEST_ID = 200;

  private final Pseudonyms pseudonyms;
  private final SubjectKeys keys;

  public DataSubjects(Pseudonyms pseudonyms, SubjectKeys keys) {
    this.pseudonyms = pseudonyms;
    this.keys = keys;
  }

  /** Of nobody where no subject is named. Throws {@code INVALID_STATE} for one that is erased. */
  public CommandRequest of(CommandRequest request, @Nullable String subjectId) {
    if (subjectId == null) {
      return request;
    }
    String pseudonym = pseudonym(request.tenant(), subjectId);
    if (keys.isErased(request.tenant().value(), pseudonym)) {
      throw CommandRejected.invalidState(
          "Expected a subject whose data may be kept, but it has been erased; data that is to be"
              + " kept again needs another subjectId");
    }
    return request.of(pseudonym);
  }

  /** Of whoever asks where no subject is named. */
  public CommandRequest ofUser(CommandRequest request, @Nullable String subjectId) {
    return of(request, subjectId != null ? subjectId : request.caller().actor().principal());
  }

  String pseudonym(TenantId tenant, String subjectId) {
    Limits.text("/subjectId", subjectId, LONGEST_ID);
    return pseudonyms.of(tenant.value(), subjectId);
  }
}
