package dev.assay.inference.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.inference.offline.prompt.Prompt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssistantTest {
  private static final String REPORT =
      "The pump in hall 3 failed at 04:10 because a seal had worn out. Production stopped for two hours. "
          + "The seal was replaced at 06:05 by the night shift. Spare seals will be kept in each hall.";

  @Test
  void shouldAnswerWithTheSentenceThatHoldsTheAnswer() {
    assertThat(answer(REPORT, "Why did the pump fail?"))
        .contains("because a seal had worn out")
        .doesNotContain("Spare seals");
  }

  @Test
  void shouldReadWhatIsAttachedToTheQuestionItself() {
    assertThat(answer(REPORT + "\n\nWhen was the seal replaced?")).contains("06:05");
  }

  @Test
  void shouldSayWhatItIsAndWhatItCannotDo() {
    assertThat(answer("Hello!")).contains("offline model").contains("cannot reason");
    assertThat(answer(REPORT, "What is the capital of Mongolia?"))
        .contains("Nothing in this conversation answers");
  }

  @Test
  void shouldSummariseOnRequest() {
    assertThat(
            answer(REPORT + " " + REPORT.replace("hall 3", "hall 4"), "Please give me a summary."))
        .contains("seal")
        .doesNotContain("offline model");
  }

  private static String answer(String... said) {
    List<ModelMessage> messages =
        Stream.concat(
                Stream.of(new ModelMessage(Speaker.SYSTEM, "Role: assistant\nHelp.")),
                Stream.of(said).map(s -> new ModelMessage(Speaker.USER, s)))
            .toList();
    return new OfflineEngine().answer(Prompt.of(messages, null));
  }
}
