package dev.assay.query.whatif.batch;

import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Difference;
import java.util.List;

/**
 * Which differences there are, without the texts that differ.
 *
 * @param count how many there are
 * @param first the first of them
 */
record NamedDifferences(int count, List<Named> first) {
  private static final int MOST = 20;

  /** One of them. */
  record Named(Difference.Kind kind, String what) {}

  NamedDifferences {
    first = List.copyOf(first);
  }

  static NamedDifferences of(WhatIfReport report) {
    return new NamedDifferences(
        report.differences().size(),
        report.differences().stream()
            .limit(MOST)
            .map(difference -> new Named(difference.kind(), difference.what()))
            .toList());
  }
}
