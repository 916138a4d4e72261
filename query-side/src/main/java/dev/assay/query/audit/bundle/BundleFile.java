package dev.assay.query.audit.bundle;

import dev.assay.api.id.TenantId;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.query.reading.TenantReader;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.merkle.RangeProof;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Writes one bundle as a stream, in memory that does not depend on its size. */
final class BundleFile {
  private static final int RANGE_BATCH = 2_000;
  private static final int SELECTION_BATCH = 500;
  private static final int BUFFER = 64 * 1024;

  private final TenantReader reader;
  private final Ledger ledger;
  private final RecordedLeaves events;
  private final TenantId tenant;
  private final BundlePlan plan;
  private final String program;

  BundleFile(
      TenantReader reader,
      Ledger ledger,
      RecordedLeaves events,
      TenantId tenant,
      BundlePlan plan,
      String program) {
    this.reader = reader;
    this.ledger = ledger;
    this.events = events;
    this.tenant = tenant;
    this.plan = plan;
    this.program = program;
  }

  void write(Withheld withheld, OutputStream out, LongConsumer written) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    // Most of it is base 64 of compact or sealed JSON: a higher level costs much and wins little.
    zip.setLevel(Deflater.BEST_SPEED);
    BundleHead head = plan.head();
    boolean hasTombstones = reader.read(tenant, () -> events.hasTombstones(tenant.value()));
    text(zip, "manifest.json", json(manifest(withheld, hasTombstones)));
    text(zip, "checkpoint", head.checkpoint().note().toString());
    text(zip, "global-checkpoint", head.proof().checkpoint().toString());
    text(zip, "tenant-checkpoint.tlog-proof", head.proof().toString());
    text(zip, "public-keys", String.join("\n", head.publicKeys()) + "\n");
    if (plan.leaves() instanceof Leaves.Range range && !plan.isWholeTree()) {
      text(zip, "range-proof.json", json(rangeProof(range)));
    }
    zip.putNextEntry(new ZipEntry("events.ndjson"));
    OutputStream buffered = new BufferedOutputStream(zip, BUFFER);
    EventLines lines = new EventLines(buffered, withheld, hasTombstones);
    switch (plan.leaves()) {
      case Leaves.Range range -> range(range, lines, written);
      case Leaves.Selection selection -> selection(selection, lines, written);
    }
    buffered.flush();
    zip.closeEntry();
    zip.finish();
  }

  private void range(Leaves.Range range, EventLines lines, LongConsumer written) {
    for (long from = range.from(); from < range.to(); from += RANGE_BATCH) {
      long first = from;
      long to = Math.min(first + RANGE_BATCH, range.to());
      inTransaction(
          () -> events.range(tenant.value(), first, to, event -> write(lines, event, null)));
      written.accept(to - range.from());
    }
  }

  private void selection(Leaves.Selection selection, EventLines lines, LongConsumer written) {
    List<Long> indexes = selection.indexes();
    for (int from = 0; from < indexes.size(); from += SELECTION_BATCH) {
      int to = Math.min(from + SELECTION_BATCH, indexes.size());
      List<Long> batch = indexes.subList(from, to);
      inTransaction(
          () -> {
            Map<Long, List<Hash>> proofs = new HashMap<>();
            for (InclusionProof proof : ledger.inclusions(tenant.value(), batch, plan.treeSize())) {
              proofs.put(proof.index(), proof.path());
            }
            events.at(
                tenant.value(), batch, event -> write(lines, event, proofs.get(event.index())));
          });
      written.accept(to);
    }
  }

  private void inTransaction(Runnable reading) {
    reader.read(
        tenant,
        () -> {
          reading.run();
          return true;
        });
  }

  private static void write(
      EventLines lines, RecordedLeaf event, @org.jspecify.annotations.Nullable List<Hash> proof) {
    try {
      lines.write(event, proof);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> manifest(Withheld withheld, boolean hasTombstones) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", hasTombstones ? "assay-bundle/2" : "assay-bundle/1");
    manifest.put("scope", plan.scope());
    manifest.put("origin", plan.head().checkpoint().checkpoint().origin());
    manifest.put("treeSize", plan.treeSize());
    manifest.put(
        "leaves",
        switch (plan.leaves()) {
          case Leaves.Range range -> rangeOf(range);
          case Leaves.Selection selection ->
              Map.of("kind", "selection", "count", selection.count());
        });
    if (!withheld.names().isEmpty()) {
      manifest.put("withheld", withheld.names());
    }
    manifest.put("exportedAt", Instant.now().toString());
    manifest.put("program", program);
    return manifest;
  }

  private static Map<String, Object> rangeOf(Leaves.Range range) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", "range");
    members.put("from", range.from());
    members.put("to", range.to());
    return members;
  }

  private Map<String, Object> rangeProof(Leaves.Range range) {
    RangeProof proof =
        reader.read(
            tenant, () -> ledger.range(tenant.value(), range.from(), range.to(), plan.treeSize()));
    Map<String, Object> sides = new LinkedHashMap<>();
    sides.put("left", proof.left().stream().map(Hash::base64).toList());
    sides.put("right", proof.right().stream().map(Hash::base64).toList());
    return sides;
  }

  private static String json(Map<String, Object> members) {
    return JsonMapper.shared().writeValueAsString(members) + "\n";
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
