package dev.assay.verifier.bundle;

import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An honest bundle of random shape, and what its tamperer and its verifier know.
 *
 * @param kept the first events of the tenant, whose checkpoint the verifier kept
 * @param from first index of a range; 0 for a selection
 * @param trust with which the bundle verifies
 * @param remembering the same, and the checkpoint that was kept
 */
record Victim(
    NoteSigner logSigner,
    TestLog log,
    TestTenant tenant,
    TestTenant kept,
    TestBundle bundle,
    TestBundle otherTenants,
    boolean isSelection,
    int from,
    int to,
    Trust trust,
    Trust remembering) {

  static Victim random(Random random) {
    NoteSigner signer = TestLog.logKey("assay.example/log", random);
    TestLog log = new TestLog(signer, List.of(TestLog.witnessKey("witness.example", random)));
    TestTenant tenant = TestTenant.random(random, random.nextInt(40));
    TestTenant kept = tenant.first(random.nextInt(tenant.size() + 1));
    Note previous = log.publish(kept).tenantCheckpoint();
    TestBundle other = TestBundle.whole(log, TestTenant.random(random, 1 + random.nextInt(40)));
    Trust trust = Trust.in(List.of(log.key())).withWitnesses(log.witnessKeys(), 1);
    Trust remembering = trust.withPrevious(previous);
    int shape = random.nextInt(4);
    if (shape == 0) {
      List<Integer> some =
          IntStream.range(0, tenant.size()).filter(i -> random.nextBoolean()).boxed().toList();
      TestBundle selection = TestBundle.selection(log, tenant, some, i -> withheld(tenant, i));
      return new Victim(
          signer, log, tenant, kept, selection, other, true, 0, 0, trust, remembering);
    }
    boolean isPart = shape == 1;
    int from = isPart ? random.nextInt(tenant.size() + 1) : 0;
    int to = isPart ? from + random.nextInt(tenant.size() - from + 1) : tenant.size();
    TestBundle range = TestBundle.range(log, tenant, from, to, i -> withheld(tenant, i));
    Trust needed = isPart ? trust : remembering;
    return new Victim(
        signer, log, tenant, kept, range, other, false, from, to, needed, remembering);
  }

  TestBundle copy() {
    return bundle.copy();
  }

  List<String> lines() {
    return new ArrayList<>(bundle.text("events.ndjson").lines().toList());
  }

  TestBundle with(List<String> lines) {
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    return copy().put("events.ndjson", text);
  }

  NoteSignature foreignSignature(Note note, Random random) {
    return TestLog.logKey("someone.example", random).sign(note.text(), Instant.EPOCH);
  }

  /** A part of the events comes without payload or metadata, always the same part. */
  private static Withheld withheld(TestTenant tenant, int index) {
    long id = tenant.events().get(index).eventId().getLeastSignificantBits();
    boolean isWithheld = (id & 7) == 0;
    return new Withheld(isWithheld, (id & 56) == 0, !isWithheld && (id & 448) == 0);
  }
}
