package dev.assay.inference.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model server that does as the test says: it speaks OpenAI's chat completions over HTTP, keeps
 * count, is late, fails, hangs or talks nonsense. It has the model {@link #MODEL} only.
 *
 * <p>A call takes the oldest reply of {@link #next}; where there is none, the latest {@link #when}
 * that matches; else it is answered with a sentence, or with {@code {"text": …}} where JSON is
 * asked for.
 */
public final class ScriptedModelServer implements AutoCloseable {
  public static final String MODEL = "test-1";

  private static final Duration COMMENT_EVERY = Duration.ofMillis(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Script(Predicate<Received> matcher, Function<Received, Reply> reply) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Script> scripts = new CopyOnWriteArrayList<>();
  private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  private ScriptedModelServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  public static ScriptedModelServer start() {
    return start(0);
  }

  /** On a port that one before it had: the server that was down is back. */
  public static ScriptedModelServer start(int port) {
    try {
      return new ScriptedModelServer(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** With {@code /v1}, as clients are configured. */
  public String baseUrl() {
    return "http://localhost:" + port() + "/v1";
  }

  /** The next calls get these, one each. */
  public void next(Reply... replies) {
    next.addAll(Arrays.asList(replies));
  }

  /** Calls that match get this, unless a later script matches too. */
  public void when(Predicate<Received> matcher, Function<Received, Reply> reply) {
    scripts.addFirst(new Script(matcher, reply));
  }

  public void always(Reply reply) {
    when(call -> true, call -> reply);
  }

  /** Every call so far, in the order of arrival. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Calls that are being answered now. */
  public int open() {
    return open.get();
  }

  /** The most calls that were being answered at one time. */
  public int mostOpen() {
    return mostOpen.get();
  }

  /** Callers that went away before the end of their answer. */
  public int left() {
    return left.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Received call = new Received(exchange.getRequestHeaders(), JSON.readTree(body));
      received.add(call);
      answer(exchange, call, replyTo(call));
    } catch (IOException e) {
      left.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private Reply replyTo(Received call) {
    Reply once = next.poll();
    if (once != null) {
      return once;
    }
    if (!call.model().equals(MODEL)) {
      return new Reply.Refusal(404, "model_not_found", "The model does not exist");
    }
    return scripts.stream()
        .filter(script -> script.matcher().test(call))
        .findFirst()
        .map(script -> script.reply().apply(call))
        .orElseGet(
            () ->
                Reply.text(
                    call.wantsJson()
                        ? "{\"text\": \"The pump was lost and nobody was hurt.\"}"
                        : "The pump was lost and nobody was hurt."));
  }

  private void answer(HttpExchange exchange, Received call, Reply reply)
      throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Answer answer -> {
        pause(answer.latency());
        if (call.streamed()) {
          stream(exchange, call, answer);
        } else {
          send(
              exchange,
              200,
              ChatCompletionJson.whole(call.model(), answer.text(), answer.finishReason(), 21));
        }
      }
      case Reply.Refusal refusal ->
          send(exchange, refusal.status(), ChatCompletionJson.error(refusal));
      case Reply.Disconnect disconnect -> {
        // Promising bytes and sending none makes the server cut the connection.
        exchange.sendResponseHeaders(200, 1_000);
      }
      case Reply.BreakOff broken -> {
        OutputStream out = openStream(exchange);
        event(out, ChatCompletionJson.delta(call.model(), broken.text()));
      }
      case Reply.Hang hang -> closed.await();
      case Reply.Stall stall -> {
        OutputStream out = openStream(exchange);
        while (!closed.await(COMMENT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          write(out, ": still thinking\n\n");
        }
      }
      case Reply.Nonsense nonsense -> {
        if (call.streamed()) {
          event(openStream(exchange), nonsense.body());
        } else {
          send(exchange, 200, nonsense.body());
        }
      }
    }
  }

  private void stream(HttpExchange exchange, Received call, Reply.Answer answer)
      throws IOException, InterruptedException {
    OutputStream out = openStream(exchange);
    for (String word : answer.text().split("(?<= )")) {
      event(out, ChatCompletionJson.delta(call.model(), word));
      pause(answer.pause());
    }
    event(out, ChatCompletionJson.end(call.model(), answer.finishReason()));
    if (call.body().path("stream_options").path("include_usage").asBoolean(false)) {
      event(out, ChatCompletionJson.usage(call.model(), answer.text(), 21));
    }
    event(out, "[DONE]");
  }

  private static OutputStream openStream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void event(OutputStream out, String data) throws IOException {
    write(out, "data: " + data + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A pause that the end of the server cuts short. */
  private void pause(Duration length) throws InterruptedException {
    if (length.isPositive()) {
      boolean unused = closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Lets go of all who hang and stops. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
