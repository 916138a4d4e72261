package dev.assay.eventstore.keys;

import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * All keys of one subject. Every method may be repeated; every method throws {@link
 * KeysUnavailableException} where the key store does not answer.
 */
public final class SubjectKeys {
  private final KeyStore store;
  private final KeyRing ring;
  private final KeyMetrics metrics;

  SubjectKeys(KeyStore store, KeyRing ring, KeyMetrics metrics) {
    this.store = store;
    this.ring = ring;
    this.metrics = metrics;
  }

  /**
   * Destroys the keys, and sees to it that the subject never gets one again. Answers how many there
   * were.
   */
  public int erase(UUID tenant, String subject) {
    Slot.Subject whose = new Slot.Subject(tenant, subject);
    // Before and after: what another thread looks up meanwhile is forgotten, too.
    ring.forget(whose);
    int erased = reaching(() -> store.erase(whose));
    ring.forget(whose);
    metrics.erased(erased);
    return erased;
  }

  /** From now on no retention period ends for the subject; ignored where it is erased. */
  public void hold(UUID tenant, String subject) {
    reaching(() -> store.hold(new Slot.Subject(tenant, subject)));
  }

  public void release(UUID tenant, String subject) {
    reaching(() -> store.release(new Slot.Subject(tenant, subject)));
  }

  /** As far as this process knows, which may be some seconds ago. */
  public boolean isErased(UUID tenant, String subject) {
    return ring.toSeal(tenant, subject, RetentionClass.CONTENT) == null;
  }

  private static int reaching(java.util.function.IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (DataAccessException | TransactionException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    }
  }
}
