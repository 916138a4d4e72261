package dev.assay.eventstore.testing;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.keys.KeyProperties;
import dev.assay.eventstore.keys.KeyProperties.Root;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.RootKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys of a database for tests, under a root key that everybody knows. */
public final class TestKeys {
  /** As in the property {@code assay.keys.given}. */
  public static final String ROOT = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private TestKeys() {}

  public static Keys of(Databases databases) {
    return of(databases, Clock.systemUTC(), Ticker.systemTicker());
  }

  public static Keys of(Databases databases, Clock clock, Ticker ticker) {
    KeyProperties properties = properties(ROOT);
    return new Keys(
        databases, RootKeys.of(properties), properties, clock, ticker, new SimpleMeterRegistry());
  }

  public static KeyProperties properties(@Nullable String given) {
    return new KeyProperties(
        Root.GIVEN, null, given, null, Duration.ofSeconds(30), Duration.ofDays(30));
  }
}
