package dev.assay.query.audit.dossier;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent.DossierIssued;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.http.Caller;
import dev.assay.query.audit.bundle.BundlePlan;
import dev.assay.query.audit.bundle.Bundles;
import dev.assay.query.audit.bundle.RecordedLeaf;
import dev.assay.query.audit.bundle.Scope;
import dev.assay.query.audit.bundle.Withheld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues dossiers: tells what the events say, puts the hash of that into the record, waits until
 * the log has signed it, and adds the proofs.
 */
final class Dossiers {
  /** A dossier is for people to read and is made in memory. */
  static final int MOST_EVENTS = 5_000;

  private static final long MOST_BYTES = 64L * 1024 * 1024;
  private static final Duration SIGNED_IN = Duration.ofSeconds(15);
  private static final long BETWEEN_LOOKS_MS = 20;

  private final Bundles bundles;
  private final AccessRecord record;
  private final Sealing sealing;
  private final Clock clock;

  Dossiers(Bundles bundles, AccessRecord record, Sealing sealing, Clock clock) {
    this.bundles = bundles;
    this.record = record;
    this.sealing = sealing;
    this.clock = clock;
  }

  SealedDossier issue(Caller caller, UUID executionId, Withheld withheld) {
    try {
      Scope scope = Scope.execution(executionId);
      BundlePlan plan = bundles.plan(caller.tenant(), scope);
      if (plan.events() > MOST_EVENTS) {
        throw tooLarge(plan.events() + " events");
      }
      List<RecordedLeaf> leaves = bundles.read(caller.tenant(), plan);
      requireSize(leaves);
      ObjectNode document =
          DossierDocument.of(
              executionId,
              leaves.stream().map(leaf -> told(caller.tenant(), leaf, withheld)).toList(),
              withheld,
              caller.actor().principal(),
              clock.instant());
      byte[] told = SealedDossier.told(document);
      RecordedLeaf seal = seal(caller, executionId, withheld, told);
      List<Long> indexes = new ArrayList<>(leaves.stream().map(RecordedLeaf::index).toList());
      indexes.add(seal.index());
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      bundles.write(
          caller.tenant(),
          bundles.plan(caller.tenant(), scope, indexes),
          withheld.butShowing(seal.type()),
          bundle,
          written -> {});
      return new SealedDossier(document, told, seal.eventId(), bundle.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notYet("Expected to issue a dossier, but the server stops");
    }
  }

  private RecordedLeaf seal(Caller caller, UUID executionId, Withheld withheld, byte[] told)
      throws InterruptedException {
    AccessId id = new AccessId(Uuids.next());
    record.append(
        new DossierIssued(
            id, new ExecutionId(executionId), SealedDossier.contentHash(told), withheld.names()),
        new AccessRecord.Origin(
            caller.tenant(), caller.actor(), caller.requestId(), caller.correlationId()));
    long deadline = System.nanoTime() + SIGNED_IN.toNanos();
    while (System.nanoTime() - deadline < 0) {
      List<RecordedLeaf> signed = bundles.signedOf(caller.tenant(), id.value());
      if (!signed.isEmpty()) {
        return signed.getFirst();
      }
      Thread.sleep(BETWEEN_LOOKS_MS);
    }
    throw notYet(
        "Expected the log to sign that the dossier was issued, but it has not done so yet");
  }

  private ToldEvent told(TenantId tenant, RecordedLeaf leaf, Withheld withheld) {
    return new ToldEvent(
        leaf,
        withheld.hidesPayload(leaf.type()) ? null : json(tenant, leaf, leaf.payload()),
        withheld.metadata() ? null : json(tenant, leaf, leaf.metadata()));
  }

  /**
   * Texts are told to auditors; the proofs are about the sealed ones. What is erased reads so, also
   * where nothing but its place is left.
   */
  private @Nullable JsonNode json(
      TenantId tenant, RecordedLeaf leaf, RecordedLeaf.Content content) {
    byte[] stored = content.isTombstoned() ? content.stored() : content.provable();
    if (stored == null) {
      return null;
    }
    String json = new String(stored, StandardCharsets.UTF_8);
    try {
      return JsonMapper.shared().readTree(sealing.openJson(json, tenant.value(), leaf.eventId()));
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void requireSize(List<RecordedLeaf> leaves) {
    long bytes = 0;
    for (RecordedLeaf leaf : leaves) {
      byte[] stored = leaf.payload().stored();
      bytes += stored == null ? 0 : stored.length;
    }
    if (bytes > MOST_BYTES) {
      throw tooLarge(bytes + " bytes");
    }
  }

  private static CommandRejected tooLarge(String size) {
    return new CommandRejected(
        RejectionCode.TOO_LARGE,
        "Expected an execution of at most %d events and 64 MiB for a dossier, but it has %s: export it instead"
            .formatted(MOST_EVENTS, size));
  }

  private static CommandRejected notYet(String message) {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE, message, Map.of("retryAfterSeconds", "2"), List.of());
  }
}
