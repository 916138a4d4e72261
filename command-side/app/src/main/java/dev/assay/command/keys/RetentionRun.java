package dev.assay.command.keys;

import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.privacy.Retention;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.command.keys.RecordedStandings.Standing;
import dev.assay.eventstore.keys.RetentionKeys;
import dev.assay.eventstore.keys.RetentionKeys.Due;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys the keys of what tenants keep no longer. First the record says which, then they are
 * destroyed; where the process is killed in between, whoever follows the record destroys them.
 */
final class RetentionRun {
  private static final int BATCH = 500;
  private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);

  private final RetentionKeys keys;
  private final RetentionSettings settings;
  private final KeyCheck check;
  private final KeyFacts facts;

  RetentionRun(RetentionKeys keys, RetentionSettings settings, KeyCheck check, KeyFacts facts) {
    this.keys = keys;
    this.settings = settings;
    this.check = check;
    this.facts = facts;
  }

  /**
   * Runs once over all tenants; false where it was stopped before its end.
   *
   * @param goesOn asked before each batch: whether this is still the process that does it
   */
  boolean run(BooleanSupplier goesOn) {
    keys.job().begun();
    Instant now = keys.now();
    long destroyed = 0;
    long held = 0;
    for (UUID id : keys.tenants()) {
      TenantId tenant = new TenantId(id);
      Retention retention = of(tenant);
      for (RetentionClass kept : RetentionClass.values()) {
        Period period = retention == null ? null : retention.of(kept);
        if (period == null) {
          continue;
        }
        Instant sealedBefore = now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
        destroyed += destroy(tenant, kept, period, sealedBefore, goesOn);
        held += keys.held(id, kept, sealedBefore);
        if (!goesOn.getAsBoolean()) {
          return false;
        }
      }
    }
    keys.job().finished(destroyed, held);
    if (destroyed > 0 || held > 0) {
      LOG.info("Retention: {} data keys destroyed, {} kept by a legal hold", destroyed, held);
    }
    return true;
  }

  private @Nullable Retention of(TenantId tenant) {
    try {
      return settings.of(tenant);
    } catch (IllegalArgumentException e) {
      LOG.warn("Nothing of tenant {} expires: {}", tenant, e.getMessage());
      return null;
    }
  }

  private long destroy(
      TenantId tenant,
      RetentionClass kept,
      Period period,
      Instant sealedBefore,
      BooleanSupplier goesOn) {
    long destroyed = 0;
    List<Due> due;
    while (goesOn.getAsBoolean()
        && !(due = keys.due(tenant.value(), kept, sealedBefore, BATCH)).isEmpty()) {
      List<UUID> free = withoutHeld(tenant, due);
      if (free.isEmpty()) {
        break; // All of them are held, as the key store knows by now; the next run sees others.
      }
      // The same keys make the same id, should two processes ever think that it is theirs to do.
      UUID id =
          Uuids.named(
              "expired data keys", free.stream().map(UUID::toString).toArray(String[]::new));
      facts.expired(
          tenant,
          new DataKeysExpired(new KeyChangeId(id), kept, period.toString(), sealedBefore, free));
      destroyed += keys.destroy(tenant.value(), free);
    }
    return destroyed;
  }

  /** A hold may be in the record and not yet in the key store. */
  private List<UUID> withoutHeld(TenantId tenant, List<Due> due) {
    List<String> subjects =
        due.stream().map(Due::subject).filter(it -> !it.isEmpty()).distinct().toList();
    Map<String, Standing> standings = check.compare(tenant, subjects);
    return due.stream()
        .filter(
            it ->
                !standings.containsKey(it.subject())
                    || standings.get(it.subject()) == Standing.FREE)
        .map(Due::key)
        .toList();
  }
}
