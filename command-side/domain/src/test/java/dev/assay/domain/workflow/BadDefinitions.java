package dev.assay.domain.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One definition with faults. The lines that must be named end with {@code # <- code}; HEAD stands
 * for a good document.
 *
 * @param faults {@code <line> <code>}, in order
 */
record BadDefinitions(String name, String text, List<String> faults) {
  private static final String HEAD =
      """
      document:
        dsl: '1.0.0'
        namespace: examples
        name: bad
        version: 1.0.0
      """;

  static List<BadDefinitions> all() {
    try (InputStream in =
        Objects.requireNonNull(BadDefinitions.class.getResourceAsStream("bad-definitions.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("(?m)^=== "))
          .filter(part -> !part.isBlank())
          .map(BadDefinitions::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BadDefinitions read(String part) {
    int end = part.indexOf('\n');
    String text = part.substring(end + 1).replaceFirst("^HEAD\n", HEAD);
    List<String> faults = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String[] marked = lines.get(i).split("# <- ");
      if (marked.length > 1) {
        for (String code : marked[1].strip().split(" ")) {
          faults.add((i + 1) + " " + code);
        }
      }
    }
    return new BadDefinitions(part.substring(0, end), text, faults);
  }

  @Override
  public String toString() {
    return name;
  }
}
