package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether duties and deadlines of the source that the content speaks of keep their force. */
public final class ObligationCheck implements Check {
  private static final Pattern DUTY =
      Pattern.compile(
          "(?i)\\b(?:shall|must|is required to|are required to|may not|is obliged to|undertakes? to)\\b");
  private static final Pattern PERMISSION =
      Pattern.compile("(?i)\\b(?:may|can|could|is free to)\\b(?! not)");
  private static final double SAME_SUBJECT = 0.5;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    String context = material.context();
    if (context == null) {
      return Assessment.notJudged("there is no source to compare with");
    }
    List<Sentence> duties =
        Sentences.statements(context).stream().filter(s -> DUTY.matcher(s.text()).find()).toList();
    if (duties.isEmpty()) {
      return Assessment.fine("the source states no duty");
    }
    List<Quote> quotes = new ArrayList<>();
    int told = 0;
    for (Sentence sentence : Sentences.statements(material.content())) {
      Sentence duty = closest(sentence, duties);
      if (duty != null && DUTY.matcher(sentence.text()).find()) {
        told++;
      } else if (duty != null && PERMISSION.matcher(sentence.text()).find()) {
        quotes.add(new Quote(sentence.text(), "the source makes it a duty: " + duty.text()));
      }
    }
    return conclusion(duties, told, quotes);
  }

  private static Assessment conclusion(List<Sentence> duties, int told, List<Quote> quotes) {
    if (!quotes.isEmpty()) {
      return Assessment.of(0.3, "a duty of the source is told as a choice", quotes);
    }
    if (told == 0) {
      Quote missing = new Quote(duties.getFirst().text(), "a duty of the source is missing");
      return Assessment.of(0.3, missing.note() + ": \"" + missing.text() + "\"", List.of(missing));
    }
    int wanted = Math.min(3, duties.size());
    return Assessment.of(
        0.7 + 0.3 * Math.min(1, (double) told / wanted), "duties keep their force", List.of());
  }

  private static @Nullable Sentence closest(Sentence sentence, List<Sentence> duties) {
    Set<String> stems = new HashSet<>(sentence.stems());
    Sentence closest = null;
    double best = SAME_SUBJECT;
    for (Sentence duty : duties) {
      long shared = duty.stems().stream().distinct().filter(stems::contains).count();
      double share = stems.isEmpty() ? 0 : (double) shared / stems.size();
      if (share >= best) {
        closest = duty;
        best = share;
      }
    }
    return closest;
  }
}
