package dev.assay.domain.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what was meant by a name that does not exist. */
final class Suggestion {
  private Suggestion() {}

  /** "Did you mean …?" for the closest of the names that do exist; null where none is close. */
  static @Nullable String didYouMean(String written, Collection<String> names) {
    String wanted = written.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= most(written))
        .min(
            Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> "Did you mean " + name + "?")
        .orElse(null);
  }

  private static int most(String written) {
    return Math.max(1, Math.min(written.length(), 30) / 3);
  }

  /** The number of insertions, deletions and replacements (Levenshtein), for texts up to 100. */
  private static int distance(String a, String b) {
    if (a.length() > 100 || b.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
