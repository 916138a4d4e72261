package dev.assay.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.api.event.EventJson;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What every adapter must pass. A subclass gives the provider and a model that it has. */
public abstract class ModelProviderContract {
  /**
   * An object whose member {@code text} is required, as the drafting agents of the examples use.
   */
  protected static final JsonNode TEXT_SCHEMA =
      EventJson.mapper()
          .readTree(
              """
              {"type":"object","required":["text"],"additionalProperties":false,
               "properties":{"text":{"type":"string"}}}""");

  private static final String DOCUMENT =
      "The night shift lost the second pump at 02:14. The spare was started by hand at 02:31. "
          + "Nobody was hurt, and the plant ran on at half load until morning.";

  protected abstract ModelProvider provider();

  /** The name of a model that {@link #provider} answers with. */
  protected abstract String model();

  @Test
  void shouldAnswerAndSayWhoAnswered() throws Exception {
    ModelAnswer answer = provider().call(request(null), TokenSink.NONE);

    assertThat(answer.text()).isNotBlank();
    assertThat(answer.provider()).isEqualTo(provider().name());
    assertThat(answer.model()).isNotBlank();
    assertThat(answer.finishReason()).isNotBlank();
    assertThat(answer.durationMs()).isNotNegative();
    assertThat(answer.cached()).isFalse();
  }

  @Test
  void shouldCountTokensAndLeaveThePriceToThePriceList() throws Exception {
    ModelAnswer answer = provider().call(request(null), TokenSink.NONE);

    assertThat(answer.tokensIn()).isPositive();
    assertThat(answer.tokensOut()).isPositive();
    assertThat(answer.costUsd()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void shouldStreamPiecesThatTogetherAreTheAnswer() throws Exception {
    StringBuilder streamed = new StringBuilder();

    ModelAnswer answer = provider().call(request(null), streamed::append);

    assertThat(streamed).hasToString(answer.text());
  }

  @Test
  void shouldAnswerWithTheMembersThatTheOutputSchemaRequires() throws Exception {
    ModelAnswer answer = provider().call(request(TEXT_SCHEMA), TokenSink.NONE);

    JsonNode output = EventJson.mapper().readTree(answer.text());
    assertThat(output.isObject()).isTrue();
    assertThat(output.path("text").isString()).isTrue();
  }

  @Test
  void shouldSayThatItDoesNotHaveAModelAndThatTryingAgainIsOfNoUse() {
    ModelRequest request = request("no-such-model", null, Instant.now().plusSeconds(20));

    ModelCallException failure = failureOf(request);

    assertThat(failure.errorClass()).isEqualTo(ModelErrorClass.UNKNOWN_MODEL);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).message().contains("no-such-model");
  }

  @Test
  void shouldNotCallWhenTheDeadlineHasPassed() {
    ModelRequest request = request(model(), null, Instant.now().minus(Duration.ofSeconds(1)));

    assertThat(failureOf(request).errorClass()).isEqualTo(ModelErrorClass.TIMEOUT);
  }

  @Test
  void shouldServeManyThreadsAtOnce() throws Exception {
    ModelProvider provider = provider();
    Callable<ModelAnswer> call = () -> provider.call(request(null), TokenSink.NONE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ModelAnswer>> answers =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> call).toList());
      for (Future<ModelAnswer> answer : answers) {
        assertThat(answer.get().text()).isNotBlank();
      }
    }
  }

  private ModelRequest request(@Nullable JsonNode outputSchema) {
    return request(model(), outputSchema, Instant.now().plusSeconds(20));
  }

  private static ModelRequest request(
      String model, @Nullable JsonNode outputSchema, Instant deadline) {
    return new ModelRequest(
        model,
        new ModelParameters(0.0, 400, 7L),
        List.of(
            new ModelMessage(
                Speaker.SYSTEM, "Role: drafter\nSummarise the document in at most 40 words."),
            new ModelMessage(Speaker.USER, "<document>\n" + DOCUMENT + "\n</document>")),
        outputSchema,
        deadline,
        UUID.randomUUID());
  }

  private ModelCallException failureOf(ModelRequest request) {
    return catchThrowableOfType(
        ModelCallException.class, () -> provider().call(request, TokenSink.NONE));
  }
}
