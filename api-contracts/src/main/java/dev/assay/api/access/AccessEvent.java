package dev.assay.api.access;

import dev.assay.api.RejectionCode;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Confidential;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * That somebody looked into the record, or was refused something. There is nothing to decide about
 * it, so each is a history of its own of one event.
 */
public sealed interface AccessEvent extends DomainEvent {
  AccessId accessId();

  /**
   * An auditor asked the record; appended before the answer is made. Who it was is in the envelope.
   *
   * @param operation method and path as the API names it, without values
   * @param parameters path variables and query parameters as they were sent
   */
  @EventName("access.record-read")
  record RecordRead(AccessId accessId, @Clear String operation, @Confidential JsonNode parameters)
      implements AccessEvent {}

  /**
   * A decision dossier was made and is about to be handed out. That its hash is in the record is
   * its seal: the log signs it, and witnesses see it.
   *
   * @param contentHash of all of the dossier but its seal
   * @param withheld what was left out of it
   */
  @EventName("access.dossier-issued")
  record DossierIssued(
      AccessId accessId,
      ExecutionId executionId,
      @Clear String contentHash,
      @Clear List<String> withheld)
      implements AccessEvent {
    public DossierIssued {
      withheld = List.copyOf(withheld);
    }
  }

  /**
   * A known person or program was refused; appended before the answer leaves.
   *
   * @param operation the method
   * @param path as it was sent, without query
   * @param code {@code FORBIDDEN}, or {@code UNAUTHENTICATED} where what they showed was not enough
   * @param sentence what they were told
   */
  @EventName("access.refused")
  record AccessRefused(
      AccessId accessId,
      @Clear String operation,
      @Confidential String path,
      RejectionCode code,
      @Confidential String sentence)
      implements AccessEvent {}

  /**
   * An operator had something done to a read model; appended before it is done. Read models are of
   * all tenants; it is recorded in the operator's.
   *
   * @param projection the read model's name
   * @param action {@code rebuild}, {@code pause}, {@code resume}, {@code promotion} or {@code
   *     rollback}
   */
  @EventName("access.projection-operated")
  record ProjectionOperated(AccessId accessId, @Clear String projection, @Clear String action)
      implements AccessEvent {}

  /**
   * An operator had events tried again that could not be handled; appended before they are.
   *
   * @param holder {@code projection} or {@code process-manager}
   * @param name of the projection or process manager
   * @param scope {@code letter}, {@code sequence} (one letter and what waits behind it) or {@code
   *     all} of the tenant
   * @param eventId of the letter that was pointed at; null where all are meant
   */
  @EventName("access.dead-letters-retried")
  record DeadLettersRetried(
      AccessId accessId,
      @Clear String holder,
      @Clear String name,
      @Clear String scope,
      @Nullable UUID eventId)
      implements AccessEvent {}

  /**
   * An operator gave up an event that could not be handled: the read model or process manager goes
   * on without it. Appended before it is done; the event itself stays in the record.
   *
   * @param holder {@code projection} or {@code process-manager}
   * @param name of the projection or process manager
   * @param eventType the stable name of the event that was given up
   * @param position of it, global
   */
  @EventName("access.dead-letter-discarded")
  record DeadLetterDiscarded(
      AccessId accessId,
      @Clear String holder,
      @Clear String name,
      UUID eventId,
      @Clear String eventType,
      long position,
      @Confidential String reason)
      implements AccessEvent {}

  /**
   * How often callers whom nobody knows were refused. Anybody can knock without limit, so they are
   * counted and not recorded one by one; of the many, {@code origins} names the most frequent.
   *
   * @param unnamed refusals of origins beyond those named
   */
  @EventName("access.strangers-refused")
  record StrangersRefused(
      AccessId accessId,
      Instant from,
      Instant to,
      long refusals,
      List<Origin> origins,
      long unnamed)
      implements AccessEvent {}

  /**
   * Where strangers came from and what they wanted.
   *
   * @param operation the method
   * @param path the first part of the path
   */
  record Origin(
      @Clear String address, @Clear String operation, @Clear String path, long refusals) {}
}
