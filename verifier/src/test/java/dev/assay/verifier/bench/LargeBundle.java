package dev.assay.verifier.bench;

import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestTenant;
import dev.assay.verifier.tlog.TlogProof;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bundle of very many events, written without holding them. */
record LargeBundle(Path file, int events) {
  private static final int EVENTS_PER_AGGREGATE = 20;
  private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  static LargeBundle write(Path file, int events, NoteSigner log) throws IOException {
    Random random = new Random(1);
    LogOrigin origin = new LogOrigin(log.verifierKey().name(), TestTenant.uuid(random));
    Frontier tree = Frontier.empty();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      zip.putNextEntry(new ZipEntry("events.ndjson"));
      UUID aggregate = TestTenant.uuid(random);
      for (int i = 0; i < events; i++) {
        if (i % EVENTS_PER_AGGREGATE == 0) {
          aggregate = TestTenant.uuid(random);
        }
        TestEvent event = event(random, aggregate, i);
        String line = event.line(origin.tenantPseudonym(), i, Withheld.NOTHING, null);
        zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        tree.append(event.leaf(origin.tenantPseudonym(), i));
      }
      heads(zip, origin, tree, log);
    }
    return new LargeBundle(file, events);
  }

  private static void heads(ZipOutputStream zip, LogOrigin origin, Frontier tree, NoteSigner log)
      throws IOException {
    Checkpoint tenant = new Checkpoint(origin.tenant(), tree.size(), tree.root());
    Hash entry = Hash.ofLeaf(GlobalEntry.ofTenantCheckpoint(tenant));
    Note head = signed(new Checkpoint(origin.log(), 1, entry), log);
    put(zip, "checkpoint", signed(tenant, log).toString());
    put(zip, "global-checkpoint", head.toString());
    put(zip, "tenant-checkpoint.tlog-proof", new TlogProof(0, List.of(), head).toString());
    put(zip, "public-keys", log.verifierKey() + "\n");
    put(
        zip,
        "manifest.json",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"%s\",\"treeSize\":%d,\"leaves\":{\"kind\":\"range\",\"from\":0,\"to\":%d}}"
            .formatted(origin.tenant(), tree.size(), tree.size()));
  }

  private static Note signed(Checkpoint checkpoint, NoteSigner log) {
    return new Note(checkpoint.body(), List.of(log.sign(checkpoint.body(), BEGIN)));
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** About as large as the events of an execution: 400 bytes of payload, 600 of metadata. */
  private static TestEvent event(Random random, UUID aggregate, int i) {
    return new TestEvent(
        TestTenant.uuid(random),
        "AgentExecution",
        aggregate,
        i % EVENTS_PER_AGGREGATE,
        "agent-execution.model-call-requested",
        1,
        BEGIN.plusMillis(i),
        TestTenant.uuid(random),
        json(random, 400),
        TestTenant.uuid(random),
        json(random, 600));
  }

  private static byte[] json(Random random, int length) {
    StringBuilder text = new StringBuilder("{\"execution\":\"").append(TestTenant.uuid(random));
    while (text.length() < length) {
      text.append("\",\"requestDigest\":\"").append(Long.toHexString(random.nextLong()));
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
