package dev.assay.api.keys;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.TenantId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Confidential;
import dev.assay.api.privacy.RetentionClass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is done to keys. None holds a key; ids name keys, as sealed texts do. Each change is a
 * history of its own: there is nothing to decide about it but whether to begin it.
 */
public sealed interface KeyEvent extends DomainEvent {
  KeyChangeId keyChangeId();

  /**
   * A rotation was asked for; appended before anything is done. Who it was is in the envelope. Of
   * the root key it is recorded under the installation's tenant, else under the tenant's own.
   *
   * @param about the tenant whose keys they are; null for the root key, which wraps all tenants'
   */
  @EventName("key-change.rotation-begun")
  record KeyRotationBegun(
      KeyChangeId keyChangeId,
      KeyScope scope,
      @Nullable TenantId about,
      @Confidential String reason)
      implements KeyEvent {}

  /**
   * All keys of a rotation are done.
   *
   * @param fromVersion the version that wrapped before, such as {@code file:1}; null where nothing
   *     had to be wrapped anew
   * @param toVersion the version that wraps now
   * @param keys how many were wrapped anew, or had their time ended
   */
  @EventName("key-change.rotation-completed")
  record KeyRotationCompleted(
      KeyChangeId keyChangeId,
      KeyScope scope,
      @Clear @Nullable String fromVersion,
      @Clear @Nullable String toVersion,
      long keys)
      implements KeyEvent {}

  /**
   * The time for which a tenant keeps texts of a class is over for these data keys: they are to be
   * destroyed, and whoever keeps keys does so, however often it is told. A run over many keys
   * records several of these.
   *
   * @param period the tenant's setting, such as {@code P2Y}
   * @param sealedBefore the keys have sealed nothing since
   * @param keys ids of the data keys, as sealed texts name them
   */
  @EventName("key-change.data-keys-expired")
  record DataKeysExpired(
      KeyChangeId keyChangeId,
      RetentionClass kept,
      @Clear String period,
      Instant sealedBefore,
      List<UUID> keys)
      implements KeyEvent {
    public DataKeysExpired {
      keys = List.copyOf(keys);
    }
  }
}
