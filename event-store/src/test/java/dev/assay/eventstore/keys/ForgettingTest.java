package dev.assay.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database: what one destroys, the other forgets within a minute. */
class ForgettingTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final UUID tenant = Uuids.next();
  private final AtomicLong nanos = new AtomicLong();
  private EmbeddedDatabase database;
  private Keys nodeA;
  private Keys nodeB;
  private UUID key;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    nodeA = TestKeys.of(database.databases(), Clock.systemUTC(), nanos::get);
    nodeB = TestKeys.of(database.databases(), Clock.systemUTC(), nanos::get);
    key =
        Objects.requireNonNull(nodeA.dataKeys().toSeal(tenant, "ada", RetentionClass.CONTENT)).id();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldReadAsErasedOnEveryNodeAMinuteAfterOneErasedIt() {
    assertThat(nodeB.dataKeys().toOpen(key)).isNotNull();

    nodeA.subjects().erase(tenant, "ada");
    assertThat(nodeA.dataKeys().toOpen(key)).as("where it was erased, at once").isNull();
    pass(MINUTE);

    assertThat(nodeB.dataKeys().toOpen(key)).isNull();
    assertThat(nodeB.dataKeys().toSeal(tenant, "ada", RetentionClass.CONTENT)).isNull();
  }

  @Test
  void shouldReadAsErasedOnEveryNodeAMinuteAfterItsTimeWasOver() {
    assertThat(nodeB.dataKeys().toOpen(key)).isNotNull();

    assertThat(nodeA.retention().destroy(tenant, List.of(key))).isEqualTo(1);
    assertThat(nodeA.dataKeys().toOpen(key)).as("where it was destroyed, at once").isNull();
    pass(MINUTE);

    assertThat(nodeB.dataKeys().toOpen(key)).isNull();
  }

  @Test
  void shouldOpenUnderTheNewTenantKeyOnEveryNodeAfterARotationAndForgetTheOld() {
    TenantKeys known = tenantKeys(Duration.ofSeconds(30));
    UUID before = known.wrapping(tenant).id();
    known.byId(before);

    rotate();

    assertThat(known.byId(before).id()).as("remembered for a while").isEqualTo(before);
    pass(MINUTE);
    assertThat(known.wrapping(tenant).id()).isNotEqualTo(before);
    assertThat(nodeB.dataKeys().toOpen(key)).isNotNull();
    assertThatThrownBy(() -> known.byId(before)).hasMessageContaining("retired");
  }

  /** The negative control: it shows that these tests can fail. */
  @Test
  void shouldStillOpenAfterAMinuteWhereANodeIsToldToRememberForLonger() {
    KeyRing stubborn =
        new KeyRing(
            new KeyStore(database.databases()),
            tenantKeys(LONG),
            LONG,
            Duration.ofDays(30),
            Clock.systemUTC(),
            nanos::get,
            new KeyMetrics(new SimpleMeterRegistry()));
    assertThat(stubborn.toOpen(key)).isNotNull();

    nodeA.subjects().erase(tenant, "ada");
    pass(MINUTE);

    assertThat(stubborn.toOpen(key)).isNotNull();
    pass(LONG);
    assertThat(stubborn.toOpen(key)).isNull();
  }

  @Test
  void shouldRememberNothingThatTookLongToCome() {
    AtomicLong slow = new AtomicLong();
    Ticker tick = () -> slow.getAndAdd(Duration.ofSeconds(11).toNanos());
    Keys nodeC = TestKeys.of(database.databases(), Clock.systemUTC(), tick);
    assertThat(nodeC.dataKeys().toOpen(key)).isNotNull();

    nodeA.subjects().erase(tenant, "ada");

    assertThat(nodeC.dataKeys().toOpen(key)).isNull();
  }

  private void rotate() {
    UUID id = Uuids.next();
    nodeA.rotations().begin(id, KeyScope.TENANT, tenant, "root");
    for (int i = 0; nodeA.rotations().step(nodeA.rotations().find(id).orElseThrow()); i++) {
      assertThat(i).isLessThan(10);
    }
  }

  private TenantKeys tenantKeys(Duration remembered) {
    return new TenantKeys(
        new KeyStore(database.databases()),
        RootKeys.of(TestKeys.properties(TestKeys.ROOT)),
        remembered,
        nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
