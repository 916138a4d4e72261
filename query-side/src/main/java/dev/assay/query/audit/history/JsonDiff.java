package dev.assay.query.audit.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares two JSON values. Members are compared by name; in arrays, what is the same at both ends
 * is left alone and the rest is changed place by place.
 */
public final class JsonDiff {
  /**
   * One operation of a JSON Patch, with what it replaces.
   *
   * @param op {@code add}, {@code remove} or {@code replace}
   * @param path JSON pointer (RFC 6901)
   * @param before null where nothing was there
   * @param value null where nothing is there any more
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Change(
      String op, String path, @Nullable JsonNode before, @Nullable JsonNode value) {}

  private final List<Change> changes = new ArrayList<>();

  private JsonDiff() {}

  /** The changes in an order in which they can be applied one after the other. */
  public static List<Change> of(@Nullable JsonNode before, @Nullable JsonNode after) {
    JsonDiff diff = new JsonDiff();
    diff.compare("", before, after);
    return List.copyOf(diff.changes);
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      if (before != after) {
        changes.add(new Change(before == null ? "add" : "remove", path, before, after));
      }
    } else if (before.isObject() && after.isObject()) {
      compareMembers(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      compareElements(path, before, after);
    } else if (!same(before, after)) {
      changes.add(new Change("replace", path, before, after));
    }
  }

  private void compareMembers(String path, JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    for (String name : names) {
      compare(path + "/" + escaped(name), before.get(name), after.get(name));
    }
  }

  private void compareElements(String path, JsonNode before, JsonNode after) {
    int shorter = Math.min(before.size(), after.size());
    int start = 0;
    while (start < shorter && same(before.get(start), after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && same(before.get(before.size() - 1 - end), after.get(after.size() - 1 - end))) {
      end++;
    }
    int pairs = shorter - start - end;
    for (int i = start; i < start + pairs; i++) {
      compare(path + "/" + i, before.get(i), after.get(i));
    }
    // From the back, so that no removal moves what the next one means.
    for (int i = before.size() - end - 1; i >= start + pairs; i--) {
      compare(path + "/" + i, before.get(i), null);
    }
    for (int i = start + pairs; i < after.size() - end; i++) {
      compare(path + "/" + i, null, after.get(i));
    }
  }

  /** Numbers are the same by value: 1 and 1.0 are, as RFC 6902 says. */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(JsonDiff::order, other);
  }

  private static int order(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
