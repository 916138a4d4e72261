package dev.assay.inference.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.ModelProviderContract;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfflineModelProviderTest extends ModelProviderContract {
  private final OfflineModelProvider provider = new OfflineModelProvider();

  @Override
  protected ModelProvider provider() {
    return provider;
  }

  @Override
  protected String model() {
    return "extractive-1";
  }

  @Test
  void shouldRefuseAPromptThatIsTooLong() {
    String document = "word ".repeat(OfflineModelProvider.LONGEST_PROMPT / 5 + 1);

    ModelCallException refusal = failure(drafting(document, null));

    assertThat(refusal.errorClass()).isEqualTo(ModelErrorClass.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining("200000 characters");
  }

  @Test
  void shouldSayWhyItCannotAnswer() {
    ModelRequest nothingToDraft =
        request(
            List.of(
                new ModelMessage(Speaker.SYSTEM, "Role: drafter\nSummarise."),
                new ModelMessage(Speaker.USER, "x")),
            null);

    ModelCallException refusal = failure(nothingToDraft);

    assertThat(refusal.errorClass()).isEqualTo(ModelErrorClass.INVALID_REQUEST);
    assertThat(refusal).hasMessageContaining("section named document");
  }

  @Test
  void shouldStopAtTheOutputLimitAndSaySo() throws Exception {
    ModelAnswer answer = provider.call(drafting(TEXT, 10), TokenSink.NONE);

    assertThat(answer.finishReason()).isEqualTo("length");
    assertThat(answer.tokensOut()).isEqualTo(10);
    assertThat(provider.call(drafting(TEXT, 10_000), TokenSink.NONE).finishReason())
        .isEqualTo("stop");
  }

  @Test
  void shouldStreamSentenceBySentence() throws Exception {
    List<String> pieces = new ArrayList<>();

    ModelAnswer answer = provider.call(drafting(TEXT, null), pieces::add);

    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
    assertThat(pieces.getFirst().strip()).endsWith(".");
  }

  @Test
  void shouldNameTheEngineThatAnswered() throws Exception {
    assertThat(provider.call(drafting(TEXT, null), TokenSink.NONE).modelDigest())
        .matches("sha256:[0-9a-f]{64}");
  }

  private static final String TEXT =
      "The pump in hall 3 failed at 04:10 because a seal had worn out. Production stopped for two hours and 40 pallets were lost. "
          + "The seal was replaced at 06:05. Spare seals will be kept in each hall from now on.";

  private static ModelRequest drafting(String document, @Nullable Integer maxOutputTokens) {
    return request(
        List.of(
            new ModelMessage(Speaker.SYSTEM, "Role: drafter\nSummarise the document."),
            new ModelMessage(Speaker.USER, "<document>\n" + document + "\n</document>")),
        maxOutputTokens);
  }

  private static ModelRequest request(
      List<ModelMessage> messages, @Nullable Integer maxOutputTokens) {
    return new ModelRequest(
        "extractive-1",
        new ModelParameters(null, maxOutputTokens, null),
        messages,
        null,
        Instant.now().plusSeconds(60),
        new UUID(0, 1));
  }

  private ModelCallException failure(ModelRequest request) {
    return catchThrowableOfType(
        ModelCallException.class, () -> provider.call(request, TokenSink.NONE));
  }
}
