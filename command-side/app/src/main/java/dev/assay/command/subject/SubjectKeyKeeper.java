package dev.assay.command.subject;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.subject.SubjectEvent.LegalHoldPlaced;
import dev.assay.api.subject.SubjectEvent.LegalHoldReleased;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.eventstore.keys.SubjectKeys;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;

/**
 * Does to the keys what was decided about subjects, also where the process that decided it died
 * before it could. Every method may be repeated, and a replay changes nothing.
 */
@ProcessingGroup(SubjectKeyKeeper.GROUP)
public final class SubjectKeyKeeper {
  /** The event processor that follows the subjects. */
  public static final String GROUP = "subject-keys";

  private final SubjectKeys keys;

  SubjectKeyKeeper(SubjectKeys keys) {
    this.keys = keys;
  }

  @EventHandler
  void on(
      SubjectErased event,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenant) {
    keys.erase(UUID.fromString(tenant), event.subject());
  }

  @EventHandler
  void on(
      LegalHoldPlaced event,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenant) {
    keys.hold(UUID.fromString(tenant), event.subject());
  }

  @EventHandler
  void on(
      LegalHoldReleased event,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenant) {
    keys.release(UUID.fromString(tenant), event.subject());
  }
}
