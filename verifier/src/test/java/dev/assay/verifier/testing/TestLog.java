package dev.assay.verifier.testing;

import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.TlogProof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A log with its signing key and witnesses, that publishes checkpoints of tenants. */
public final class TestLog {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final NoteSigner signer;
  private final List<NoteSigner> witnesses;
  private final List<Hash> entries = new ArrayList<>();
  private final Map<UUID, Integer> published = new HashMap<>();

  public TestLog(NoteSigner signer, List<NoteSigner> witnesses) {
    this.signer = signer;
    this.witnesses = List.copyOf(witnesses);
  }

  /** What a tenant gets: its checkpoint, and the proof that it is in the log. */
  public record Published(Note tenantCheckpoint, TlogProof proof) {}

  public static NoteSigner logKey(String origin, Random random) {
    return NoteSigner.ofSeed(origin, SignatureType.ED25519, seed(random));
  }

  public static NoteSigner witnessKey(String name, Random random) {
    return NoteSigner.ofSeed(name, SignatureType.COSIGNATURE, seed(random));
  }

  public VerifierKey key() {
    return signer.verifierKey();
  }

  public List<VerifierKey> witnessKeys() {
    return witnesses.stream().map(NoteSigner::verifierKey).toList();
  }

  /** Appends the tenant's new events and its checkpoint, then signs. */
  public Published publish(TestTenant tenant) {
    ReferenceTree tree = tenant.tree();
    int already = published.getOrDefault(tenant.pseudonym(), 0);
    for (int i = already; i < tenant.size(); i++) {
      entries.add(Hash.ofLeaf(GlobalEntry.ofEvent(tree.leaves().get(i))));
    }
    published.put(tenant.pseudonym(), tenant.size());
    String origin = new LogOrigin(signer.verifierKey().name(), tenant.pseudonym()).tenant();
    Checkpoint checkpoint = new Checkpoint(origin, tenant.size(), tree.root());
    int index = entries.size();
    entries.add(Hash.ofLeaf(GlobalEntry.ofTenantCheckpoint(checkpoint)));
    ReferenceTree log = new ReferenceTree(entries);
    Checkpoint head = new Checkpoint(signer.verifierKey().name(), log.size(), log.root());
    TlogProof proof = new TlogProof(index, log.inclusion(index, log.size()).path(), cosigned(head));
    return new Published(signed(checkpoint), proof);
  }

  private Note cosigned(Checkpoint checkpoint) {
    Note note = signed(checkpoint);
    for (NoteSigner witness : witnesses) {
      note = note.with(witness.sign(note.text(), NOW));
    }
    return note;
  }

  private Note signed(Checkpoint checkpoint) {
    String body = checkpoint.body();
    return new Note(body, List.of(signer.sign(body, NOW)));
  }

  private static byte[] seed(Random random) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return seed;
  }
}
