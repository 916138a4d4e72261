package dev.assay.qa.rebuild;

import java.util.ArrayList;
import java.util.List;

/** What clients found wrong, whoever of them it was; no more than one can read. */
final class Faults {
  private static final int MOST = 50;

  private final List<String> all = new ArrayList<>();

  synchronized void add(String fault) {
    if (all.size() < MOST) {
      all.add(fault);
    }
  }

  synchronized List<String> all() {
    return List.copyOf(all);
  }

  /** What was found so far, of which nothing is remembered. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(all);
    all.clear();
    return taken;
  }
}
