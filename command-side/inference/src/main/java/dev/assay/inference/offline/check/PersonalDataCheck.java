package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.PersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Whether the content tells who a private person is. The source may; that is its business. */
public final class PersonalDataCheck implements Check {
  private static final double PER_KIND = 0.7;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    List<Quote> quotes = new ArrayList<>();
    TreeSet<String> kinds = new TreeSet<>();
    for (PersonalData.Found found : PersonalData.in(material.content())) {
      quotes.add(new Quote(found.quote(), found.kind()));
      kinds.add(found.kind());
    }
    return quotes.isEmpty()
        ? Assessment.fine("no personal data were found")
        : Assessment.of(
            1 - PER_KIND * kinds.size(),
            "personal data must be removed: " + String.join(", ", kinds),
            quotes);
  }
}
