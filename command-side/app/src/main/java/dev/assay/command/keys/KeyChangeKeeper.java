package dev.assay.command.keys;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.keys.KeyEvent.KeyRotationBegun;
import dev.assay.command.subject.SubjectKeyKeeper;
import dev.assay.eventstore.keys.KeyRotations;
import dev.assay.eventstore.keys.RetentionKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does to the keys what the record says is done to them, also where the process that recorded it
 * died before it could. Its progress lies beside the keys, so that a key store which was restored
 * from a backup follows again from there. Every method may be repeated.
 */
@ProcessingGroup(SubjectKeyKeeper.GROUP)
final class KeyChangeKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(KeyChangeKeeper.class);

  private static final Duration JUST_NOW = Duration.ofMinutes(1);

  private final KeyRotations rotations;
  private final RetentionKeys keys;
  private final Clock clock;

  KeyChangeKeeper(KeyRotations rotations, RetentionKeys keys, Clock clock) {
    this.rotations = rotations;
    this.keys = keys;
    this.clock = clock;
  }

  @EventHandler
  void on(KeyRotationBegun event, MetaData metadata) {
    TenantId about = event.about();
    Actor actor = Actor.fromMetadata(metadata);
    rotations.begin(
        event.keyChangeId().value(),
        event.scope(),
        about == null ? null : about.value(),
        asking(actor));
  }

  @EventHandler
  void on(
      DataKeysExpired event,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenant,
      @Timestamp Instant recordedAt) {
    int destroyed = keys.destroy(UUID.fromString(tenant), event.keys());
    // Just now it may be us who are quicker than the job.
    if (destroyed > 0 && recordedAt.plus(JUST_NOW).isBefore(clock.instant())) {
      LOG.warn(
          "{} data keys of tenant {} that had expired were in the key store: destroyed again. Was an"
              + " old backup of the schema keys restored?",
          destroyed,
          tenant);
    }
  }

  private static String asking(@Nullable Actor actor) {
    return actor == null ? "unknown" : actor.principal();
  }
}
