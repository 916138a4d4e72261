package dev.assay.eventstore.keys;

import dev.assay.api.privacy.RetentionClass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has a data key of its own.
 *
 * @param subject the pseudonym; empty is the tenant itself
 */
record Slot(UUID tenant, String subject, RetentionClass kept) {
  static Slot of(UUID tenant, @Nullable String subject, RetentionClass kept) {
    return new Slot(tenant, subject == null ? "" : subject, kept);
  }

  @Nullable String subjectOrNull() {
    return subject.isEmpty() ? null : subject;
  }

  Subject whose() {
    return new Subject(tenant, subject);
  }

  /** One person's data of one tenant. */
  record Subject(UUID tenant, String pseudonym) {}
}
