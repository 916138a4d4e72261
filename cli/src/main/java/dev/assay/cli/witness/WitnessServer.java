package dev.assay.cli.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.verifier.note.Note;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two addresses of a witness: one to submit checkpoints, one to read them. */
final class WitnessServer implements Closeable {
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int THREADS = 16;
  private static final Pattern MONITOR = Pattern.compile("/([0-9a-f]{64})/checkpoint");

  private final Witness witness;
  private final Consumer<String> journal;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private WitnessServer(Witness witness, Consumer<String> journal, InetSocketAddress address)
      throws IOException {
    this.witness = witness;
    this.journal = journal;
    this.server = HttpServer.create(address, 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /** Listens; port 0 takes a free one. */
  static WitnessServer start(Witness witness, Consumer<String> journal, InetSocketAddress address)
      throws IOException {
    WitnessServer started = new WitnessServer(witness, journal, address);
    started.server.start();
    return started;
  }

  URI url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (IOException | RuntimeException fault) {
        journal.accept("failed: " + fault);
        answer = Answer.text(500, "The witness failed; nothing was signed\n");
      }
      byte[] bytes = answer.bytes();
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    Matcher monitored = MONITOR.matcher(path);
    if (path.equals("/add-checkpoint")) {
      return isMethod(exchange, "POST") ? add(exchange) : notAllowed(exchange, "POST");
    }
    if (monitored.matches()) {
      return isMethod(exchange, "GET") ? latest(monitored.group(1)) : notAllowed(exchange, "GET");
    }
    return Answer.text(404, "Expected /add-checkpoint or /<origin hash>/checkpoint\n");
  }

  private Answer add(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(LARGEST_BODY + 1);
      return body.length > LARGEST_BODY
          ? Answer.text(400, "Expected at most 256 KB, but there is more\n")
          : witness.addCheckpoint(body);
    }
  }

  private Answer latest(String originHash) throws IOException {
    Optional<Note> note = witness.latest(originHash);
    return note.map(Note::toString)
        .map(text -> Answer.text(200, text))
        .orElseGet(() -> Answer.text(404, "Expected a log that was cosigned here\n"));
  }

  private static boolean isMethod(HttpExchange exchange, String method) {
    return exchange.getRequestMethod().equals(method);
  }

  private static Answer notAllowed(HttpExchange exchange, String method) {
    exchange.getResponseHeaders().set("Allow", method);
    return Answer.text(405, "Expected " + method + "\n");
  }
}
