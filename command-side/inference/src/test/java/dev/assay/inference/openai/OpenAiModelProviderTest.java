package dev.assay.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
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
import dev.assay.inference.openai.OpenAiSettings.JsonMode;
import dev.assay.inference.testing.Received;
import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class OpenAiModelProviderTest extends ModelProviderContract {
  private static final String KEY = "sk-very-secret-0123456789";

  private ScriptedModelServer server;
  private OpenAiModelProvider provider;

  @BeforeEach
  void open() {
    server = ScriptedModelServer.start();
    provider = providerWith(OpenAiSettings.of(server.baseUrl(), KEY, ScriptedModelServer.MODEL));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected ModelProvider provider() {
    return provider;
  }

  @Override
  protected String model() {
    return ScriptedModelServer.MODEL;
  }

  @Test
  void shouldSendParametersKeyAndIdempotencyKey() throws Exception {
    ModelRequest request = aRequest(null);

    provider.call(request, TokenSink.NONE);

    Received call = server.received().getFirst();
    assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(call.headers().getFirst("Idempotency-Key"))
        .isEqualTo(request.idempotencyKey().toString());
    JsonNode body = call.body();
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.3);
    assertThat(body.path("max_tokens").asInt()).isEqualTo(50);
    assertThat(body.path("seed").asInt()).isEqualTo(11);
    assertThat(body.path("stream").asBoolean()).isTrue();
    assertThat(body.has("response_format")).isFalse();
    assertThat(body.path("messages").path(0).path("role").asString()).isEqualTo("system");
    assertThat(body.path("messages").path(1).path("role").asString()).isEqualTo("user");
    assertThat(body.path("messages").path(1).path("content").asString()).isEqualTo("Why?");
  }

  @Test
  void shouldReportWhatTheServerCounted() throws Exception {
    server.next(Reply.text("One two three."));

    ModelAnswer answer = provider.call(aRequest(null), TokenSink.NONE);

    assertThat(answer.text()).isEqualTo("One two three.");
    assertThat(answer.tokensIn()).isEqualTo(21);
    assertThat(answer.tokensOut()).isEqualTo(3);
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.model()).isEqualTo(ScriptedModelServer.MODEL);
  }

  @Test
  void shouldTellAnAnswerThatWasCutForItsLength() throws Exception {
    server.next(new Reply.Answer("One two", "length", Duration.ZERO, Duration.ZERO));

    assertThat(provider.call(aRequest(null), TokenSink.NONE).finishReason()).isEqualTo("length");
  }

  @Test
  void shouldPassPiecesOnAsTheyCome() throws Exception {
    server.next(Reply.text("One two three."));
    List<String> pieces = new ArrayList<>();

    provider.call(aRequest(null), pieces::add);

    assertThat(pieces).containsExactly("One ", "two ", "three.");
  }

  @Test
  void shouldAskForOneJsonObjectWhereTheAgentHasASchema() throws Exception {
    provider.call(aRequest(TEXT_SCHEMA), TokenSink.NONE);

    assertThat(server.received().getFirst().body().path("response_format").path("type").asString())
        .isEqualTo("json_object");
  }

  @Test
  void shouldSendTheSchemaItselfWhereTheServerIsSaidToUnderstandIt() throws Exception {
    provider = providerWith(settings(true, JsonMode.SCHEMA));

    provider.call(aRequest(TEXT_SCHEMA), TokenSink.NONE);

    JsonNode format = server.received().getFirst().body().path("response_format");
    assertThat(format.path("type").asString()).isEqualTo("json_schema");
    assertThat(format.path("json_schema").path("schema").path("required").path(0).asString())
        .isEqualTo("text");
  }

  @Test
  void shouldAnswerWithoutStreamingWhereTheServerCannotStream() throws Exception {
    provider = providerWith(settings(false, JsonMode.NONE));
    List<String> pieces = new ArrayList<>();

    ModelAnswer answer = provider.call(aRequest(TEXT_SCHEMA), pieces::add);

    assertThat(server.received().getFirst().streamed()).isFalse();
    assertThat(server.received().getFirst().wantsJson()).isFalse();
    assertThat(pieces).containsExactly(answer.text());
    assertThat(answer.tokensIn()).isEqualTo(21);
  }

  @ParameterizedTest
  @CsvSource({
    "400, x, INVALID_REQUEST, false",
    "400, content_filter, REFUSED, false",
    "401, invalid_api_key, REFUSED, false",
    "403, x, REFUSED, false",
    "404, model_not_found, UNKNOWN_MODEL, false",
    "408, x, TIMEOUT, true",
    "413, x, INVALID_REQUEST, false",
    "422, x, INVALID_REQUEST, false",
    "429, rate_limit_exceeded, RATE_LIMITED, true",
    "429, insufficient_quota, RATE_LIMITED, false",
    "500, x, UNAVAILABLE, true",
    "502, x, UNAVAILABLE, true",
    "503, x, UNAVAILABLE, true",
  })
  void shouldMapAnErrorOnceAndSayItInOurOwnWords(
      int status, String code, ModelErrorClass errorClass, boolean retryable) {
    server.next(new Reply.Refusal(status, code, "Incorrect API key provided: " + KEY));

    ModelCallException failure = failureOf(provider, aRequest(null));

    assertThat(failure.errorClass()).isEqualTo(errorClass);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).message().startsWith("Expected provider openai to ");
    assertThat(failure).message().doesNotContain(KEY).doesNotContain("localhost");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void shouldCallALostConnectionUnavailable() {
    server.next(new Reply.Disconnect());
    assertUnavailable(failureOf(provider, aRequest(null)));

    server.next(new Reply.BreakOff("One "));
    assertUnavailable(failureOf(provider, aRequest(null)));

    server.next(new Reply.Nonsense("<html>proxy</html>"));
    assertUnavailable(failureOf(provider, aRequest(null)));

    assertThat(server.received()).hasSize(3);
    server.close();
    assertUnavailable(failureOf(provider, aRequest(null)));
  }

  @Test
  void shouldCallALostConnectionUnavailableWithoutStreamingToo() {
    provider = providerWith(settings(false, JsonMode.NONE));
    server.next(new Reply.Disconnect(), new Reply.Nonsense("<html>proxy</html>"));

    assertUnavailable(failureOf(provider, aRequest(null)));
    assertUnavailable(failureOf(provider, aRequest(null)));
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void shouldStopAtTheDeadlineAndHangUp() {
    server.always(new Reply.Stall());

    ModelCallException failure = failureOf(provider, aRequest(null, Instant.now().plusMillis(300)));

    assertThat(failure.errorClass()).isEqualTo(ModelErrorClass.TIMEOUT);
    assertThat(failure.retryable()).isTrue();
    await().until(() -> server.open() == 0 && server.left() == 1);
  }

  @Test
  void shouldStopAtItsOwnTimeLimitWhereTheServerSendsNothing() {
    provider =
        new OpenAiModelProvider(
            "openai",
            OpenAiSettings.of(server.baseUrl(), KEY, ScriptedModelServer.MODEL),
            Duration.ofMillis(300));
    server.always(new Reply.Hang());

    assertThat(failureOf(provider, aRequest(null)).errorClass()).isEqualTo(ModelErrorClass.TIMEOUT);
  }

  @Test
  void shouldHangUpWhenInterrupted() throws Exception {
    server.always(new Reply.Stall());
    CompletableFuture<ModelCallException> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  failure.complete(failureOf(provider, aRequest(null)));
                  stillInterrupted.complete(Thread.currentThread().isInterrupted());
                });
    await().until(() -> server.open() == 1);

    caller.interrupt();

    assertThat(failure.get().errorClass()).isEqualTo(ModelErrorClass.TIMEOUT);
    assertThat(stillInterrupted.get()).isTrue();
    await().until(() -> server.open() == 0 && server.left() == 1);
  }

  @Test
  void shouldKeepManyCallsOpenAtOnce() {
    server.always(new Reply.Stall());
    List<Thread> callers =
        Stream.generate(() -> Thread.ofVirtual().start(() -> failureOf(provider, aRequest(null))))
            .limit(12)
            .toList();

    await().until(() -> server.open() == 12);

    callers.forEach(Thread::interrupt);
    await().until(() -> callers.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void shouldReadTheKeyFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    provider =
        providerWith(
            new OpenAiSettings(
                server.baseUrl(), null, file, null, List.of(), false, true, JsonMode.OBJECT));

    provider.call(aRequest(null), TokenSink.NONE);

    assertThat(server.received().getFirst().headers().getFirst("Authorization"))
        .isEqualTo("Bearer " + KEY);
  }

  @Test
  void shouldNeverLogTheKeyOrThePrompt() throws Exception {
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.DEBUG);
    StringWriter traces = new StringWriter();
    try {
      provider.call(aRequest(null), TokenSink.NONE);
      server.next(new Reply.Refusal(401, "invalid_api_key", "Incorrect API key: " + KEY));
      failureOf(provider, aRequest(null));
      OpenAiSettings settings = OpenAiSettings.of(server.baseUrl(), KEY, "m");
      LoggerFactory.getLogger("test").info("Configured {}", settings);
      traces.append(settings.toString());
    } finally {
      root.setLevel(before);
      root.detachAppender(logged);
    }
    try (PrintWriter out = new PrintWriter(traces)) {
      for (ILoggingEvent event : logged.list) {
        out.println(event.getFormattedMessage());
        out.println(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    assertThat(logged.list).isNotEmpty();
    assertThat(traces.toString()).doesNotContain(KEY).doesNotContain("Why?");
  }

  private OpenAiSettings settings(boolean streaming, JsonMode jsonMode) {
    return new OpenAiSettings(
        server.baseUrl(), KEY, null, "test-1", List.of(), false, streaming, jsonMode);
  }

  private static OpenAiModelProvider providerWith(OpenAiSettings settings) {
    return new OpenAiModelProvider("openai", settings, Duration.ofSeconds(20));
  }

  private static ModelRequest aRequest(@Nullable JsonNode schema) {
    return aRequest(schema, Instant.now().plusSeconds(20));
  }

  private static ModelRequest aRequest(@Nullable JsonNode schema, Instant deadline) {
    return new ModelRequest(
        ScriptedModelServer.MODEL,
        new ModelParameters(0.3, 50, 11L),
        List.of(
            new ModelMessage(Speaker.SYSTEM, "Role: assistant"),
            new ModelMessage(Speaker.USER, "Why?")),
        schema,
        deadline,
        UUID.randomUUID());
  }

  private static ModelCallException failureOf(ModelProvider provider, ModelRequest request) {
    return catchThrowableOfType(
        ModelCallException.class, () -> provider.call(request, TokenSink.NONE));
  }

  private static void assertUnavailable(ModelCallException failure) {
    assertThat(failure.errorClass()).isEqualTo(ModelErrorClass.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
  }
}
