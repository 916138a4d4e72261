package dev.assay.server.wiring;

import dev.assay.eventstore.keys.Keys;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Ready means, too: texts can be sealed and opened. Asked at most once in ten seconds, since the
 * root key may be behind a network.
 */
final class KeyHealth extends AbstractHealthIndicator {
  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

  private final Keys keys;
  private volatile long nextCheck = System.nanoTime();

  KeyHealth(Keys keys) {
    super("The keys cannot be reached");
    this.keys = keys;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    long now = System.nanoTime();
    if (now - nextCheck >= 0) {
      keys.check();
      nextCheck = now + FRESH_NANOS;
    }
    health.up();
  }
}
