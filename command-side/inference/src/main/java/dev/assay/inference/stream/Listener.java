package dev.assay.inference.stream;

import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.TokenFeed;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who watches, with a bounded buffer. */
final class Listener implements TokenFeed.Subscription {
  /** Pieces that wait for a slow listener; about as many tokens. */
  static final int BUFFERED = 1_024;

  private final BlockingQueue<TokenFeed.Piece> pieces = new ArrayBlockingQueue<>(BUFFERED);
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Consumer<Listener> onClose;

  Listener(Consumer<Listener> onClose) {
    this.onClose = onClose;
  }

  void offer(ModelCallId requestId, String text) {
    boolean before = lost.getAndSet(false);
    if (!pieces.offer(new TokenFeed.Piece(requestId, text, before))) {
      lost.set(true);
    }
  }

  @Override
  public TokenFeed.@Nullable Piece next(Duration atMost) throws InterruptedException {
    return pieces.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
