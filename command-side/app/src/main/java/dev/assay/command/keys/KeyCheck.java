package dev.assay.command.keys;

import dev.assay.api.id.TenantId;
import dev.assay.command.keys.RecordedStandings.Standing;
import dev.assay.eventstore.keys.RetentionKeys;
import dev.assay.eventstore.keys.RetentionKeys.Kept;
import dev.assay.eventstore.keys.SubjectKeys;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the key store with the record. A key store that was restored from a backup may have keys
 * of people who have been erased since, and lack legal holds: the record counts. What it says was
 * erased is erased again, and what it says is held is held again.
 */
final class KeyCheck {
  private static final int BATCH = 500;
  private static final Kept BEFORE_ALL = new Kept(new UUID(0, 0), "");
  private static final Logger LOG = LoggerFactory.getLogger(KeyCheck.class);

  private final RetentionKeys keys;
  private final SubjectKeys subjects;
  private final RecordedStandings record;

  KeyCheck(RetentionKeys keys, SubjectKeys subjects, RecordedStandings record) {
    this.keys = keys;
    this.subjects = subjects;
    this.record = record;
  }

  /**
   * Looks at every subject that has keys in use.
   *
   * @param goesOn asked between batches
   */
  void run(BooleanSupplier goesOn) {
    Kept last = BEFORE_ALL;
    List<Kept> batch;
    while (goesOn.getAsBoolean() && !(batch = keys.subjectsAfter(last, BATCH)).isEmpty()) {
      batch.stream()
          .collect(
              Collectors.groupingBy(
                  Kept::tenant, Collectors.mapping(Kept::subject, Collectors.toList())))
          .forEach((tenant, of) -> compare(new TenantId(tenant), of));
      last = batch.getLast();
    }
  }

  /** Answers what the record says of each. */
  Map<String, Standing> compare(TenantId tenant, List<String> of) {
    Map<String, Standing> standings = record.of(tenant, of);
    standings.forEach(
        (subject, standing) -> {
          switch (standing) {
            case ERASED -> eraseAgain(tenant, subject);
            case HELD -> subjects.hold(tenant.value(), subject);
            case FREE -> {}
          }
        });
    return standings;
  }

  private void eraseAgain(TenantId tenant, String subject) {
    int erased = subjects.erase(tenant.value(), subject);
    if (erased > 0) {
      LOG.warn(
          "{} keys of a subject that the record says was erased were in the key store: destroyed"
              + " again. Was an old backup of the schema keys restored? tenant={} subject={}",
          erased,
          tenant,
          subject);
    }
  }
}
