package dev.assay.verifier.testing;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.RangeProof;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog.Published;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The parts of a bundle by name, as docs/reference/bundle.md describes them. A second writer of the
 * format, apart from the program's, so that both can be held against the verifier.
 */
public final class TestBundle {
  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  public static TestBundle whole(TestLog log, TestTenant tenant) {
    return range(log, tenant, 0, tenant.size(), i -> Withheld.NOTHING);
  }

  public static TestBundle range(
      TestLog log, TestTenant tenant, int from, int to, IntFunction<Withheld> withheld) {
    TestBundle bundle = new TestBundle();
    bundle.heads(
        log,
        tenant,
        IntStream.range(from, to).mapToObj(withheld).anyMatch(Withheld::tombstone),
        "{\"kind\":\"range\",\"from\":%d,\"to\":%d}".formatted(from, to));
    if (to - from < tenant.size()) {
      bundle.put("range-proof.json", rangeProof(tenant.tree().range(from, to, tenant.size())));
    }
    if (from == 0) {
      bundle.put("tile-hashes", tileHashes(tenant.tree(), to));
    }
    String lines =
        IntStream.range(from, to)
            .mapToObj(
                i -> tenant.events().get(i).line(tenant.pseudonym(), i, withheld.apply(i), null))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    bundle.put("events.ndjson", lines);
    return bundle;
  }

  public static TestBundle selection(
      TestLog log, TestTenant tenant, List<Integer> indexes, IntFunction<Withheld> withheld) {
    TestBundle bundle = new TestBundle();
    bundle.heads(
        log,
        tenant,
        indexes.stream().map(withheld::apply).anyMatch(Withheld::tombstone),
        "{\"kind\":\"selection\",\"count\":%d}".formatted(indexes.size()));
    ReferenceTree tree = tenant.tree();
    StringBuilder lines = new StringBuilder();
    for (int i : indexes) {
      List<Hash> proof = tree.inclusion(i, tenant.size()).path();
      TestEvent event = tenant.events().get(i);
      lines.append(event.line(tenant.pseudonym(), i, withheld.apply(i), proof)).append('\n');
    }
    bundle.put("events.ndjson", lines.toString());
    return bundle;
  }

  public byte[] get(String name) {
    return bytes(name).clone();
  }

  public String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  public List<String> names() {
    return List.copyOf(parts.keySet());
  }

  public TestBundle put(String name, byte[] bytes) {
    parts.put(name, bytes);
    return this;
  }

  public TestBundle put(String name, String text) {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public TestBundle remove(String name) {
    parts.remove(name);
    return this;
  }

  public TestBundle copy() {
    TestBundle copy = new TestBundle();
    parts.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return copy;
  }

  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  private void heads(TestLog log, TestTenant tenant, boolean hasTombstones, String leaves) {
    Published published = log.publish(tenant);
    String origin = published.tenantCheckpoint().text().lines().findFirst().orElseThrow();
    put(
        "manifest.json",
        "{\"format\":\"assay-bundle/%d\",\"scope\":{\"kind\":\"tenant\"},\"origin\":\"%s\",\"treeSize\":%d,\"leaves\":%s,\"exportedAt\":\"2026-11-21T10:00:00Z\",\"program\":\"assay test\"}\n"
            .formatted(hasTombstones ? 2 : 1, origin, tenant.size(), leaves));
    put("checkpoint", published.tenantCheckpoint().bytes());
    put("global-checkpoint", published.proof().checkpoint().bytes());
    put("tenant-checkpoint.tlog-proof", published.proof().toString());
    put("public-keys", log.key() + "\n");
  }

  private static String tileHashes(ReferenceTree tree, int to) {
    return IntStream.range(0, to / 256)
        .mapToObj(i -> new ReferenceTree(tree.leaves().subList(i * 256, (i + 1) * 256)).root())
        .map(hash -> hash.base64() + "\n")
        .collect(Collectors.joining());
  }

  private static String rangeProof(RangeProof proof) {
    return "{\"left\":[%s],\"right\":[%s]}\n"
        .formatted(hashes(proof.left()), hashes(proof.right()));
  }

  private static String hashes(List<Hash> hashes) {
    return hashes.stream().map(h -> '"' + h.base64() + '"').collect(Collectors.joining(","));
  }
}
