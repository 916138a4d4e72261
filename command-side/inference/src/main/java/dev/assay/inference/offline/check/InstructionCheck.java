package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text gives orders to whoever reads or judges it, openly or in hidden characters. */
public final class InstructionCheck implements Check {
  private static final List<Pattern> ORDERS =
      List.of(
          order(
              "\\b(?:ignore|disregard|forget|override)\\b.{0,30}\\b(?:previous|prior|above|earlier|all|any|your|other)\\b.{0,20}\\b(?:instructions?|rules?|prompts?|guidelines?|criteria|rubrics?)\\b"),
          order(
              "\\b(?:as|for|to|dear) (?:the |an |a |any )?(?:ai|reviewer|automated (?:reader|reviewer|system)|language model|assistant|validator|judge|llm|chatbot|summari[sz]er)\\b.{0,60}\\b(?:must|should|give|score|approve|pass|write|state|return|answer|say|rate|mark)\\b"),
          order(
              "\\byou (?:must|should|are required to|have to|will) (?:now )?(?:approve|accept|pass|score|rate|award|respond|answer|reply|output|mark|give|certify|state that|conclude)\\b"),
          order(
              "\\b(?:give|assign|award|return|output|record) (?:it |this |the |a |an )?.{0,30}\\b(?:score|rating|mark|verdict|grade) (?:of )?(?:1(?:\\.0)?|10|100|full|pass|the highest|maximum)"),
          order(
              "\\bdo not (?:flag|report|mention|reveal|tell|escalate|reject|criticise|criticize)\\b.{0,60}\\b(?:reviewer|this note|this paragraph|this instruction|anyone|user|human|person)\\b"),
          order(
              "\\b(?:system prompt|developer mode|jailbreak|new instructions?:|end of (?:prompt|instructions))"),
          order(
              "\\b(?:respond|reply|answer|output) (?:only |just )?with (?:the word |the single word |exactly )?[\"'“‘]?(?:pass|approved|accepted|yes|1\\.0|ok)\\b"),
          order(
              "\\b(?:mark|classify|label|treat) (?:this|the) (?:document|text|brief|report|content)?.{0,20} as (?:pass(?:ed)?|approved|accepted|compliant|verified|safe)\\b"));

  /** Zero-width, bidirectional-control and tag characters carry text that people do not see. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\u200B\\u2060-\\u2064\\u202A-\\u202E\\u2066-\\u2069]|[\\x{E0000}-\\x{E007F}]");

  private static final int FEW_HIDDEN = 3;
  private static final double IN_QUOTATION = 0.15;

  /** Below this score somebody gives orders; above it they are only quoted. */
  private static final double SERIOUS = 0.7;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    List<Quote> quotes = new ArrayList<>();
    double score = 1;
    for (Scope.Part part : Scope.of(material, criterion)) {
      for (Sentence sentence : Sentences.of(part.text())) {
        double weight = weight(sentence.text());
        if (weight > 0) {
          quotes.add(new Quote(sentence.text(), "an order to the reader, in the " + part.name()));
          score -= weight;
        }
      }
      if (hidden(part.text()) > FEW_HIDDEN) {
        quotes.add(new Quote(part.name(), "holds hidden characters"));
        score -= 1;
      }
    }
    return quotes.isEmpty()
        ? Assessment.fine("nothing instructs the reader")
        : Assessment.of(
            score,
            score < SERIOUS
                ? "the text tries to instruct whoever reads it: \""
                    + quotes.getFirst().text()
                    + "\""
                : "the text quotes instructions without giving them",
            quotes);
  }

  private static double weight(String sentence) {
    double weight = 0;
    for (Pattern order : ORDERS) {
      Matcher matcher = order.matcher(sentence);
      if (matcher.find()) {
        weight = Math.max(weight, quoted(sentence, matcher.start()) ? IN_QUOTATION : 0.9);
      }
    }
    return weight;
  }

  /** Within quotation marks it is spoken about, not said. */
  private static boolean quoted(String sentence, int at) {
    String before = sentence.substring(0, at);
    long straight = before.chars().filter(c -> c == '"').count();
    return straight % 2 == 1 || before.lastIndexOf('“') > before.lastIndexOf('”');
  }

  private static int hidden(String text) {
    Matcher matcher = HIDDEN.matcher(text);
    int count = 0;
    while (count <= FEW_HIDDEN && matcher.find()) {
      count++;
    }
    return count;
  }

  private static Pattern order(String pattern) {
    return Pattern.compile("(?is)" + pattern);
  }
}
