package dev.assay.http.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One stream of server-sent events, written by a script on a thread of its own that may block on a
 * slow client. It ends with its script, when the client has gone, or after an hour. Not
 * thread-safe: only the script's thread writes.
 */
public final class LiveStream {
  /** After so long without any sign a comment is sent, so that nothing in between hangs up. */
  public static final Duration QUIET = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  /** What is written, from the first event to the last. */
  @FunctionalInterface
  public interface Script {
    /** Writes everything; the stream ends when this returns. Interrupted when nobody listens. */
    void play(LiveStream out) throws IOException, InterruptedException;
  }

  private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
  private long lastSign = System.nanoTime();

  private LiveStream() {}

  /**
   * Starts a stream. Until Spring has taken the emitter over it keeps what the script writes.
   *
   * @param name of the thread
   */
  public static SseEmitter start(String name, Script script) {
    LiveStream out = new LiveStream();
    Thread thread = Thread.ofVirtual().name("stream-" + name).unstarted(() -> out.play(script));
    Consumer<Throwable> gone = error -> thread.interrupt();
    out.emitter.onCompletion(thread::interrupt);
    out.emitter.onTimeout(thread::interrupt);
    out.emitter.onError(gone);
    thread.start();
    return out.emitter;
  }

  private void play(Script script) {
    try {
      script.play(this);
      emitter.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A watcher has gone", e);
    } catch (RuntimeException e) {
      LOG.warn("A stream ends: {}", e.getClass().getName());
      LOG.debug("The stream failed", e);
      emitter.complete();
    }
  }

  /** Writes an event by which a client may resume. */
  public void event(long id, String name, Object data) throws IOException {
    send(
        SseEmitter.event().id(Long.toString(id)).name(name).data(data, MediaType.APPLICATION_JSON));
  }

  /** Writes an event without id. */
  public void event(String name, Object data) throws IOException {
    send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
  }

  /** Writes what clients ignore. */
  public void comment(String text) throws IOException {
    send(SseEmitter.event().comment(text));
  }

  /** To be called often: shows a sign of life where there was none for long. */
  public void stillHere() throws IOException {
    if (System.nanoTime() - lastSign >= QUIET.toNanos()) {
      comment("still here");
    }
  }

  private void send(SseEmitter.SseEventBuilder event) throws IOException {
    emitter.send(event);
    lastSign = System.nanoTime();
  }
}
