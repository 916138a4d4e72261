package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import dev.assay.verifier.json.JsonTree;
import java.util.Map;

/**
 * What a bundle says it holds. Only origin, tree size and leaves are checked against what is
 * signed; scope, time and program are the exporter's words.
 */
record Manifest(String origin, long treeSize, Leaves leaves, Map<String, Object> said) {
  static final String FORMAT = "assay-bundle/1";

  /** The same, and payloads of which only a tombstone is left may be among its events. */
  static final String FORMAT_WITH_TOMBSTONES = "assay-bundle/2";

  /** Which of the tree's leaves. */
  sealed interface Leaves {
    /** How many. */
    long count();
  }

  /** All from {@code from} to before {@code to}. */
  record Range(long from, long to) implements Leaves {
    @Override
    public long count() {
      return to - from;
    }
  }

  /** Some, each with a proof of its own; nothing shows that there are no others. */
  record Selection(long count) implements Leaves {}

  static Manifest parse(byte[] bytes) {
    Map<String, Object> said = JsonTree.parseObject(bytes);
    String format = text(said, "format");
    if (!format.equals(FORMAT) && !format.equals(FORMAT_WITH_TOMBSTONES)) {
      throw new Malformed(
          "Expected format %s or %s, but the manifest says '%s': is there a newer verifier?"
              .formatted(FORMAT, FORMAT_WITH_TOMBSTONES, Shown.of(format)));
    }
    return new Manifest(
        text(said, "origin"),
        number(said, "treeSize"),
        leaves(JsonTree.asObject(member(said, "leaves"))),
        said);
  }

  boolean mayHaveTombstones() {
    return FORMAT_WITH_TOMBSTONES.equals(said.get("format"));
  }

  boolean isWholeTree() {
    return leaves instanceof Range range && range.from() == 0 && range.to() == treeSize;
  }

  private static Leaves leaves(Map<String, Object> said) {
    return switch (text(said, "kind")) {
      case "range" -> new Range(number(said, "from"), number(said, "to"));
      case "selection" -> new Selection(number(said, "count"));
      default -> throw new Malformed("Expected leaves of kind range or selection in the manifest");
    };
  }

  private static String text(Map<String, Object> said, String name) {
    if (member(said, name) instanceof String text) {
      return text;
    }
    throw new Malformed("Expected text as " + name + " in the manifest, but it is another value");
  }

  private static long number(Map<String, Object> said, String name) {
    if (member(said, name) instanceof Long number) {
      return number;
    }
    throw new Malformed("Expected a number as " + name + " in the manifest, but it is not one");
  }

  private static Object member(Map<String, Object> said, String name) {
    Object value = said.get(name);
    if (value == null) {
      throw new Malformed("Expected " + name + " in the manifest, but it is not there");
    }
    return value;
  }
}
