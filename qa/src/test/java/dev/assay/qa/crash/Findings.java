package dev.assay.qa.crash;

import java.util.ArrayList;
import java.util.List;

/** What a check found wrong. Each rule keeps to a few, so that one fault does not bury another. */
final class Findings {
  private static final int MOST_OF_ONE_RULE = 5;

  private final List<String> all = new ArrayList<>();
  private String rule = "";
  private int ofRule;

  /** What is found from here on breaks this rule. */
  void checking(String name) {
    rule = name;
    ofRule = 0;
  }

  void require(boolean holds, String otherwise, Object... args) {
    if (holds) {
      return;
    }
    ofRule++;
    if (ofRule <= MOST_OF_ONE_RULE) {
      all.add(rule + ": " + otherwise.formatted(args));
    } else if (ofRule == MOST_OF_ONE_RULE + 1) {
      all.add(rule + ": and more");
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
