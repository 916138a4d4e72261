package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Calendar;
import dev.assay.inference.offline.figures.Durations;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentence.Kind;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a report: {@code Started: …}, {@code Resolved: …}, {@code Duration: …} must agree.
 */
final class LabelledTimes implements FigureRule {
  private static final Pattern START =
      Pattern.compile(
          "(?i)^(?:incident )?(?:start(?:ed)?|began|begin|opened|from)\\b[^:]{0,20}:.*");
  private static final Pattern END =
      Pattern.compile(
          "(?i)^(?:incident )?(?:end(?:ed)?|resolved|closed|restored|until)\\b[^:]{0,20}:.*");
  private static final Pattern LENGTH = Pattern.compile("(?i)^(?:total )?duration\\b[^:]{0,20}:.*");

  @Override
  public List<Contradiction> contradictions(List<Sentence> sentences) {
    Sentence start = first(sentences, START);
    Sentence end = first(sentences, END);
    if (start == null || end == null) {
      return List.of();
    }
    LocalDateTime from = time(start);
    LocalDateTime to = time(end);
    if (from == null || to == null) {
      return List.of();
    }
    List<Contradiction> found = new ArrayList<>();
    if (to.isBefore(from)) {
      found.add(new Contradiction(end.text(), "it ends before it starts (" + start.text() + ")"));
      return found;
    }
    Sentence length = first(sentences, LENGTH);
    if (length != null) {
      check(Duration.between(from, to), length, found);
    }
    return found;
  }

  private static void check(Duration computed, Sentence stated, List<Contradiction> found) {
    List<Durations.Length> lengths = Durations.in(stated.text());
    if (lengths.size() == 1 && !Durations.agree(computed, lengths.getFirst(), stated.text())) {
      String note = "start and end are " + Durations.text(computed) + " apart";
      found.add(new Contradiction(stated.text(), note));
    }
  }

  private static @Nullable Sentence first(List<Sentence> sentences, Pattern label) {
    return sentences.stream()
        .filter(s -> s.kind() == Kind.ITEM && label.matcher(s.text()).matches())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable LocalDateTime time(Sentence sentence) {
    List<Calendar.Day> days = Calendar.days(sentence.text());
    List<Calendar.Clock> clocks = Calendar.clocks(sentence.text());
    return days.size() == 1 && clocks.size() == 1
        ? days.getFirst().date().atTime(clocks.getFirst().time())
        : null;
  }
}
