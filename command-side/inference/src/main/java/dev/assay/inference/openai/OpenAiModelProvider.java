package dev.assay.inference.openai;

import dev.assay.api.inference.ModelAnswer;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.ModelProvider;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** A provider that speaks OpenAI's chat completions, through Spring AI. It never retries. */
public final class OpenAiModelProvider implements ModelProvider {
  private final String name;
  private final OpenAiSettings settings;
  private final OpenAiErrors errors;
  private final OpenAiPrompts prompts;
  private final OpenCalls openCalls = new OpenCalls();
  private final OpenAiChatModel chat;

  /**
   * @param name under which agents name it; most installations have {@code openai}
   * @param timeLimit the longest that one call may take
   */
  public OpenAiModelProvider(String name, OpenAiSettings settings, Duration timeLimit) {
    if (!settings.configured()) {
      throw new IllegalArgumentException(
          "Expected a base-url for provider " + name + ", but there is none");
    }
    this.name = name;
    this.settings = settings;
    this.errors = new OpenAiErrors(name);
    this.prompts = new OpenAiPrompts(settings);
    this.chat =
        OpenAiChatModel.builder()
            .options(defaults(settings, timeLimit))
            .httpClientBuilderCustomizer(http -> http.interceptor(openCalls))
            .build();
  }

  private static OpenAiChatOptions defaults(OpenAiSettings settings, Duration timeLimit) {
    String key = settings.key();
    OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
    options.baseUrl(settings.baseUrl());
    // Never null: the library would then send the key of its own environment variable.
    options.apiKey(key == null || key.isEmpty() ? "none" : key);
    options.maxRetries(0);
    options.timeout(timeLimit);
    return options.build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> models() {
    return settings.allModels();
  }

  @Override
  public boolean local() {
    return settings.local();
  }

  @Override
  public ModelAnswer call(ModelRequest request, TokenSink sink) throws ModelCallException {
    Duration left = Duration.between(Instant.now(), request.deadline());
    if (!left.isPositive()) {
      throw new ModelCallException(
          ModelErrorClass.TIMEOUT,
          "Expected to call the model before the deadline, but it has passed",
          false);
    }
    long start = System.nanoTime();
    AnswerBuilder answer = new AnswerBuilder(sink);
    receive(request, answer, left);
    return finished(request, answer, Duration.ofNanos(System.nanoTime() - start));
  }

  private void receive(ModelRequest request, AnswerBuilder answer, Duration left)
      throws ModelCallException {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    Disposable subscription =
        pieces(prompts.of(request))
            .subscribe(answer::add, end::completeExceptionally, () -> end.complete(true));
    try {
      end.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.tooSlow(e);
    } catch (TimeoutException e) {
      throw errors.tooSlow(e);
    } catch (ExecutionException e) {
      throw errors.of(e.getCause() == null ? e : e.getCause(), request.model());
    } finally {
      subscription.dispose();
      openCalls.close(request.idempotencyKey().toString());
    }
  }

  private Flux<ChatResponse> pieces(Prompt prompt) {
    return settings.streaming()
        ? chat.stream(prompt)
        : Flux.defer(() -> Flux.just(chat.call(prompt)));
  }

  private ModelAnswer finished(ModelRequest request, AnswerBuilder answer, Duration took)
      throws ModelCallException {
    String finishReason = answer.finishReason();
    String text = answer.text();
    if (finishReason == null) {
      throw errors.brokenOff();
    }
    if (text.isBlank() && "content_filter".equals(finishReason)) {
      throw errors.contentRefused(null);
    }
    return new ModelAnswer(
        text,
        name,
        answer.modelOr(request.model()),
        null,
        finishReason,
        answer.tokensInOr(estimate(promptLength(request))),
        answer.tokensOutOr(estimate(text.length())),
        BigDecimal.ZERO,
        took.toMillis(),
        false);
  }

  private static int promptLength(ModelRequest request) {
    return request.messages().stream().mapToInt(message -> message.text().length()).sum();
  }

  /** Where a server does not count: four characters a token, so that budgets hold nevertheless. */
  private static int estimate(int characters) {
    return Math.ceilDiv(Math.max(1, characters), 4);
  }
}
