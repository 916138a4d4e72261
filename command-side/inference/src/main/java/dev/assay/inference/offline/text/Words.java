package dev.assay.inference.offline.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of an English text: counting, content words, stems. */
public final class Words {
  private static final Set<String> STOP_WORDS =
      Set.of(
          ("a about above after again against all also although am among an and any are aren't as at be "
                  + "because been before being below between both but by can can't cannot could couldn't did "
                  + "didn't do does doesn't doing don't down during each either few for from further had "
                  + "hadn't has hasn't have haven't having he her here hers herself him himself his how "
                  + "however i if in into is isn't it it's its itself just let's may me might more most must "
                  + "my myself no nor not of off on once one only or other ought our ours ourselves out over "
                  + "own per same shall she should shouldn't since so some such than that that's the their "
                  + "theirs them themselves then there there's these they this those though through thus to "
                  + "too under until up upon us very was wasn't we were weren't what when where whether which "
                  + "while who whom whose why will with within without won't would wouldn't yet you your "
                  + "yours yourself")
              .split(" "));

  private Words() {}

  /** How many runs of non-blank characters a text has: what a length rule counts. */
  public static int count(String text) {
    int count = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      if (!blank && !inside) {
        count++;
      }
      inside = !blank;
    }
    return count;
  }

  /** Lower-case words in order. A number keeps its point and loses its thousands commas. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)
          || Character.isSurrogate(c)
          || Character.getType(c) == Character.NON_SPACING_MARK) {
        word.append(c);
      } else if (!joins(text, i)) {
        flush(word, words);
      } else if (c != ',') {
        word.append(c == '’' ? '\'' : c);
      }
    }
    flush(word, words);
    return words;
  }

  public static List<String> contentStems(String text) {
    List<String> stems = new ArrayList<>();
    for (String word : of(text)) {
      if (!isStopWord(word)) {
        stems.add(stem(word));
      }
    }
    return stems;
  }

  public static boolean isStopWord(String word) {
    return STOP_WORDS.contains(word);
  }

  /** A light suffix stemmer: enough that releases, released and releasing meet. */
  public static String stem(String word) {
    String stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    if (stem.length() < 4 || Character.isDigit(stem.charAt(0))) {
      return stem;
    }
    stem = withoutPlural(stem);
    if (stem.endsWith("ing") && stem.length() > 5) {
      stem = undoubled(stem.substring(0, stem.length() - 3));
    } else if (stem.endsWith("ed") && stem.length() > 4) {
      stem = undoubled(stem.substring(0, stem.length() - 2));
    } else if (stem.endsWith("ly") && stem.length() > 5) {
      stem = stem.substring(0, stem.length() - 2);
    }
    return stem.endsWith("e") && stem.length() > 3 ? stem.substring(0, stem.length() - 1) : stem;
  }

  private static String withoutPlural(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("ches")
        || word.endsWith("shes")) {
      return word.substring(0, word.length() - 2);
    }
    boolean singular = word.endsWith("ss") || word.endsWith("us") || word.endsWith("is");
    return word.endsWith("s") && !singular ? word.substring(0, word.length() - 1) : word;
  }

  private static String undoubled(String stem) {
    int last = stem.length() - 1;
    boolean doubled = last > 1 && stem.charAt(last) == stem.charAt(last - 1);
    return doubled && "bdfgmnprt".indexOf(stem.charAt(last)) >= 0 ? stem.substring(0, last) : stem;
  }

  private static boolean joins(String text, int at) {
    if (at == 0 || at + 1 >= text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at + 1);
    return switch (text.charAt(at)) {
      case '\'', '’', '-' -> Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after);
      case '.', ',', ':' -> isDigit(before) && isDigit(after);
      default -> false;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
