package dev.assay.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.keys.root.FileRootKey;
import dev.assay.eventstore.keys.root.GivenRootKey;
import dev.assay.eventstore.keys.root.VaultRootKey;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are exchanged while the rest goes on, and whoever does it may be killed at any step. */
class RotationTest {
  private static final int TENANTS = 120;

  private final UUID tenant = Uuids.next();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir private Path folder;
  private EmbeddedDatabase database;
  private FileRootKey root;
  private Keys keys;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    root = new FileRootKey(folder.resolve("root-key"));
    keys = process();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldOpenEverythingUnderTheNewRootAloneAfterItsRotation() {
    List<UUID> sealed = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      sealed.add(sealing(keys, Uuids.next(), "ada").id());
    }
    String pseudonym = keys.pseudonyms().of(tenant, "ada");
    root.addVersion();

    Rotation done = rotate(keys, KeyScope.ROOT, null);
    root.dropOldVersions();

    Keys later = process();
    assertThat(sealed).allSatisfy(id -> assertThat(later.dataKeys().toOpen(id)).isNotNull());
    assertThat(later.pseudonyms().of(tenant, "ada")).isEqualTo(pseudonym);
    later.check();
    assertThat(done.fromVersion()).isEqualTo("file:1");
    assertThat(done.toVersion()).isEqualTo("file:2");
    assertThat(done.keys()).isEqualTo(TENANTS + 1);
    assertThat(meters.counter("security.key_rotations").count()).isEqualTo(1);
  }

  @Test
  void shouldExchangeARootKeyThatIsGivenToProcessesThatAreStartedAnew() {
    String first = TestKeys.ROOT;
    String second = "2:" + "B".repeat(43) + "=";
    UUID sealed = sealing(process(new GivenRootKey(first)), tenant, "ada").id();

    rotate(process(new GivenRootKey(first + "," + second)), KeyScope.ROOT, null);

    Keys later = process(new GivenRootKey(second));
    assertThat(later.dataKeys().toOpen(sealed)).isNotNull();
    later.check();
  }

  @Test
  void shouldExchangeARootKeyThatStaysInAVault() throws IOException {
    try (TransitServer vault = TransitServer.start("assay", "s.token")) {
      RootKey transit =
          new VaultRootKey(
              vault.address(), "transit", "assay", () -> "s.token", Duration.ofSeconds(5));
      UUID sealed = sealing(process(transit), tenant, "ada").id();
      vault.rotate();

      Rotation done = rotate(process(transit), KeyScope.ROOT, null);
      vault.keepOnlyTheNewest();

      assertThat(process(transit).dataKeys().toOpen(sealed)).isNotNull();
      process(transit).check();
      assertThat(done.fromVersion()).isEqualTo("vault:1");
      assertThat(done.toVersion()).isEqualTo("vault:2");
    }
  }

  @Test
  void shouldGoOnWhereTheVaultWasOutOfReachForAWhile() throws IOException {
    try (TransitServer vault = TransitServer.start("assay", "s.token")) {
      RootKey transit =
          new VaultRootKey(
              vault.address(), "transit", "assay", () -> "s.token", Duration.ofSeconds(5));
      Keys keeping = process(transit);
      UUID sealed = sealing(keeping, tenant, "ada").id();
      vault.rotate();
      UUID id = Uuids.next();
      keeping.rotations().begin(id, KeyScope.ROOT, null, "root");
      vault.failNext(3);
      assertThatThrownBy(() -> keeping.rotations().step(found(keeping, id)))
          .isInstanceOf(KeysUnavailableException.class);

      assertThat(keeping.rotations().step(found(keeping, id))).isTrue();
      assertThat(keeping.rotations().step(found(keeping, id))).isFalse();

      vault.keepOnlyTheNewest();
      assertThat(process(transit).dataKeys().toOpen(sealed)).isNotNull();
    }
  }

  @Test
  void shouldBeUnreadyWhileAVersionIsMissingThatStillWrapsSomething() {
    sealing(keys, tenant, "ada");
    root.addVersion();
    sealing(keys, Uuids.next(), "bob");
    root.dropOldVersions();

    assertThatThrownBy(() -> process().check())
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("file:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROOT", "TENANT", "DATA"})
  void shouldGoOnInAnotherProcessWhereOneWasKilledAfterAnyStep(KeyScope scope) {
    List<UUID> sealed = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      sealed.add(sealing(keys, tenant, "subject-" + i).id());
    }
    for (int i = 0; i < TENANTS; i++) {
      sealing(keys, Uuids.next(), "ada");
    }
    root.addVersion();
    UUID id = Uuids.next();
    keys.rotations().begin(id, scope, scope == KeyScope.ROOT ? null : tenant, "root");

    int steps = 0;
    boolean more = true;
    while (more) {
      Keys another = process();
      more = another.rotations().step(found(another, id));
      assertThat(++steps).isLessThan(20);
    }

    assertThat(steps).isGreaterThan(1);
    assertThat(found(process(), id).isDone()).isTrue();
    Keys later = process();
    assertThat(sealed).allSatisfy(key -> assertThat(later.dataKeys().toOpen(key)).isNotNull());
    long expected =
        switch (scope) {
          case ROOT -> TENANTS + 1;
          case TENANT, DATA -> 1_100;
        };
    assertThat(found(later, id).keys()).isEqualTo(expected);
  }

  @Test
  void shouldDestroyTheOldKeyOfATenantAndOpenAllThatWasUnderIt() {
    UUID ofAda = sealing(keys, tenant, "ada").id();
    UUID before = tenantKeyOf(ofAda);

    Rotation done = rotate(keys, KeyScope.TENANT, tenant);

    assertThat(tenantKeyOf(ofAda)).isNotEqualTo(before);
    assertThat(
            count(
                "SELECT count(*) FROM keys.tenant_keys WHERE key_id = ? AND wrapped IS NULL",
                before))
        .isEqualTo(1);
    assertThat(process().dataKeys().toOpen(ofAda)).isNotNull();
    assertThat(keys.dataKeys().toOpen(ofAda)).isNotNull();
    assertThat(sealing(keys, tenant, "ada").id()).isEqualTo(ofAda);
    assertThat(done.fromVersion()).isEqualTo("1");
    assertThat(done.toVersion()).isEqualTo("2");
  }

  @Test
  void shouldMakeKeysUnderTheNewTenantKeyWhereAProcessRemembersTheOldOne() {
    Keys elsewhere = process();
    sealing(elsewhere, tenant, "ada");

    rotate(keys, KeyScope.TENANT, tenant);

    UUID ofBob = sealing(elsewhere, tenant, "bob").id();
    assertThat(process().dataKeys().toOpen(ofBob)).isNotNull();
  }

  @Test
  void shouldSealAndOpenAllTheTimeWhileRootAndTenantKeysAreExchanged() throws Exception {
    sealing(keys, tenant, "ada");
    AtomicBoolean going = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        String name = "writer-" + writer;
        writers.add(threads.submit(() -> sealAndOpen(name, going)));
      }
      for (int i = 0; i < 5; i++) {
        root.addVersion();
        rotate(keys, KeyScope.ROOT, null);
        rotate(keys, KeyScope.TENANT, tenant);
        rotate(keys, KeyScope.DATA, tenant);
      }
      going.set(false);
      for (Future<Integer> writer : writers) {
        assertThat(writer.get()).isPositive();
      }
    }
    rotate(keys, KeyScope.ROOT, null);
    root.dropOldVersions();
    Keys later = process();
    database
        .databases()
        .jdbc(DatabaseRole.KEEPER)
        .queryForList("SELECT key_id FROM keys.data_keys", UUID.class)
        .forEach(id -> assertThat(later.dataKeys().toOpen(id)).isNotNull());
  }

  @Test
  void shouldSealWithNewDataKeysWhenThatIsAskedForAndStillOpenTheOld() {
    UUID before = sealing(keys, tenant, "ada").id();

    Rotation done = rotate(keys, KeyScope.DATA, tenant);

    assertThat(sealing(keys, tenant, "ada").id()).isNotEqualTo(before);
    assertThat(keys.dataKeys().toOpen(before)).isNotNull();
    assertThat(done.keys()).isEqualTo(1);
  }

  @Test
  void shouldLeaveErasedKeysErasedHoweverKeysAreExchanged() {
    UUID ofAda = sealing(keys, tenant, "ada").id();
    keys.subjects().erase(tenant, "ada");
    root.addVersion();

    rotate(keys, KeyScope.ROOT, null);
    rotate(keys, KeyScope.TENANT, tenant);

    assertThat(process().dataKeys().toOpen(ofAda)).isNull();
  }

  @Test
  void shouldHaveNothingToDoForATenantOfWhichNothingWasSealed() {
    Rotation done = rotate(keys, KeyScope.TENANT, tenant);

    assertThat(done.keys()).isZero();
    assertThat(done.toVersion()).isNull();
  }

  @Test
  void shouldTakeTheSameRotationUpOnceHoweverOftenItIsTold() {
    sealing(keys, tenant, "ada");
    UUID id = Uuids.next();
    keys.rotations().begin(id, KeyScope.TENANT, tenant, "root");
    keys.rotations().begin(id, KeyScope.TENANT, tenant, "root");

    assertThat(keys.rotations().newest(10)).hasSize(1);
  }

  private int sealAndOpen(String subject, AtomicBoolean going) {
    int count = 0;
    while (going.get()) {
      Keys another = process();
      UUID id = sealing(another, tenant, subject + "-" + count++).id();
      assertThat(process().dataKeys().toOpen(id)).isNotNull();
      assertThat(another.dataKeys().toOpen(id)).isNotNull();
    }
    return count;
  }

  private Rotation rotate(Keys process, KeyScope scope, @Nullable UUID of) {
    UUID id = Uuids.next();
    process.rotations().begin(id, scope, of, "root");
    for (int steps = 0; process.rotations().step(found(process, id)); steps++) {
      assertThat(steps).as("steps of a small rotation").isLessThan(10_000);
    }
    process.rotations().recorded(id);
    assertThat(process.rotations().next()).isEmpty();
    return found(process, id);
  }

  private static Rotation found(Keys process, UUID id) {
    return process.rotations().find(id).orElseThrow();
  }

  private UUID tenantKeyOf(UUID dataKey) {
    return Objects.requireNonNull(
        database
            .databases()
            .jdbc(DatabaseRole.KEEPER)
            .queryForObject(
                "SELECT tenant_key_id FROM keys.data_keys WHERE key_id = ?", UUID.class, dataKey));
  }

  private long count(String sql, Object... arguments) {
    return Objects.requireNonNull(
        database.databases().jdbc(DatabaseRole.KEEPER).queryForObject(sql, Long.class, arguments));
  }

  private Keys process() {
    return process(root);
  }

  private Keys process(RootKey with) {
    return new Keys(
        database.databases(),
        with,
        TestKeys.properties(TestKeys.ROOT),
        Clock.systemUTC(),
        Ticker.systemTicker(),
        meters);
  }

  private static DataKey sealing(Keys process, UUID of, String subject) {
    return Objects.requireNonNull(process.dataKeys().toSeal(of, subject, RetentionClass.CONTENT));
  }
}
