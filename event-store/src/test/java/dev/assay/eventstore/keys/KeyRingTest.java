package dev.assay.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final UUID tenant = Uuids.next();
  private final AtomicLong nanos = new AtomicLong();
  private EmbeddedDatabase database;
  private Keys keys;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    keys = keysAt(NOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldGiveTheSameKeyAgainAndAlsoInAnotherProcess() {
    UUID first = sealing(keys, "ada").id();

    assertThat(sealing(keys, "ada").id()).isEqualTo(first);
    assertThat(sealing(keysAt(NOW), "ada").id()).isEqualTo(first);
    assertThat(opening(keysAt(NOW), first).subject()).isEqualTo("ada");
  }

  @Test
  void shouldGiveEachTenantASecretForWordsThatStaysTheSame() {
    byte[] secret = keys.dataKeys().wordSecret(tenant);

    assertThat(keysAt(NOW).dataKeys().wordSecret(tenant)).isEqualTo(secret).hasSize(32);
    assertThat(keys.dataKeys().wordSecret(Uuids.next())).isNotEqualTo(secret);
  }

  @Test
  void shouldGiveEachSubjectTenantAndClassAKeyOfItsOwn() {
    Set<UUID> ids = new HashSet<>();
    ids.add(sealing(keys, "ada").id());
    ids.add(sealing(keys, "bob").id());
    ids.add(sealing(keys, null).id());
    ids.add(
        Objects.requireNonNull(keys.dataKeys().toSeal(tenant, "ada", RetentionClass.DECISION))
            .id());
    ids.add(
        Objects.requireNonNull(keys.dataKeys().toSeal(Uuids.next(), "ada", RetentionClass.CONTENT))
            .id());

    assertThat(ids).hasSize(5);
  }

  @Test
  void shouldSealWithTheNextVersionWhenThePeriodIsOverAndStillOpenTheOld() {
    UUID first = sealing(keys, "ada").id();
    Keys later = keysAt(NOW.plus(Duration.ofDays(31)));

    assertThat(sealing(later, "ada").id()).isNotEqualTo(first);
    assertThat(opening(later, first)).isNotNull();
  }

  @Test
  void shouldMakeOneKeyHoweverManyProcessesAskAtOnce() throws Exception {
    List<Callable<UUID>> asking =
        java.util.stream.Stream.generate(() -> keysAt(NOW))
            .limit(8)
            .<Callable<UUID>>map(process -> () -> sealing(process, "ada").id())
            .toList();
    Set<UUID> ids = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(asking)) {
        ids.add(answer.get());
      }
    }

    assertThat(ids).hasSize(1);
  }

  @Test
  void shouldStoreNoKeyReadably() {
    DataKey key = sealing(keys, "ada");

    assertThat(
            database
                .databases()
                .jdbc(DatabaseRole.KEEPER)
                .queryForObject(
                    "SELECT min(octet_length(wrapped)) FROM keys.data_keys", Integer.class))
        .isGreaterThan(DataKey.BYTES);
    assertThat(key.toString()).isEqualTo("data key " + key.id());
  }

  @Test
  void shouldSayThatKeysAreUnavailableWhenTheKeyStoreIsOutOfReach() {
    Databases closed = new Databases(database.databases().properties());
    Keys without = TestKeys.of(closed);
    closed.close();

    assertThatThrownBy(() -> sealing(without, "ada")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void shouldOpenNothingUnderAnotherRootKey() {
    UUID id = sealing(keys, "ada").id();
    KeyProperties other = TestKeys.properties("1:" + "B".repeat(43) + "=");
    Keys strangers =
        new Keys(
            database.databases(),
            RootKeys.of(other),
            other,
            Clock.systemUTC(),
            nanos::get,
            new io.micrometer.core.instrument.simple.SimpleMeterRegistry());

    assertThatThrownBy(() -> strangers.dataKeys().toOpen(id))
        .isInstanceOf(KeysUnavailableException.class);
    assertThatThrownBy(strangers::check).isInstanceOf(KeysUnavailableException.class);
    keys.check();
  }

  @Test
  void shouldNameASubjectTheSameForOneTenantAndOtherwiseForAnother() {
    String ada = keys.pseudonyms().of(tenant, "ada@example.com");

    assertThat(keysAt(NOW).pseudonyms().of(tenant, "ada@example.com")).isEqualTo(ada);
    assertThat(keys.pseudonyms().of(tenant, "bob@example.com")).isNotEqualTo(ada);
    assertThat(keys.pseudonyms().of(Uuids.next(), "ada@example.com")).isNotEqualTo(ada);
    assertThat(ada).doesNotContain("ada").hasSize(22);
  }

  @Test
  void shouldForgetAnErasedSubjectAtOnceWhereItIsErasedAndWithinTheMinuteElsewhere() {
    Keys elsewhere = keysAt(NOW);
    UUID id = sealing(keys, "ada").id();
    assertThat(elsewhere.dataKeys().toOpen(id)).isNotNull();

    keys.subjects().erase(tenant, "ada");

    assertThat(keys.dataKeys().toOpen(id)).isNull();
    assertThat(keys.dataKeys().toSeal(tenant, "ada", RetentionClass.CONTENT)).isNull();
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(elsewhere.dataKeys().toOpen(id)).isNull();
    assertThat(elsewhere.dataKeys().toSeal(tenant, "ada", RetentionClass.CONTENT)).isNull();
    assertThat(elsewhere.dataKeys().toSeal(tenant, "bob", RetentionClass.CONTENT)).isNotNull();
  }

  @Test
  void shouldNeverGiveAKeyToASubjectThatWasErasedBeforeItHadOne() {
    keys.subjects().erase(tenant, "nobody-yet");

    assertThat(keysAt(NOW).dataKeys().toSeal(tenant, "nobody-yet", RetentionClass.CONTENT))
        .isNull();
  }

  @Test
  void shouldEraseEveryVersionAndClassHoweverOften() {
    sealing(keys, "ada");
    sealing(keysAt(NOW.plus(Duration.ofDays(40))), "ada");
    keys.dataKeys().toSeal(tenant, "ada", RetentionClass.DECISION);

    keys.subjects().erase(tenant, "ada");
    keys.subjects().erase(tenant, "ada");

    assertThat(inUse("ada")).isZero();
  }

  @Test
  void shouldLoseTheRaceAgainstAnErasureWhoeverIsFirst() throws Exception {
    for (int i = 0; i < 20; i++) {
      String subject = "racer-" + i;
      Keys one = keysAt(NOW);
      Keys other = keysAt(NOW);
      List<Callable<Object>> race =
          List.of(
              () -> {
                one.subjects().erase(tenant, subject);
                return true;
              },
              () ->
                  java.util.Optional.ofNullable(
                      other.dataKeys().toSeal(tenant, subject, RetentionClass.CONTENT)));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var ended : threads.invokeAll(race)) {
          ended.get();
        }
      }
      assertThat(inUse(subject)).isZero();
    }
  }

  private long inUse(String subject) {
    Long keysInUse =
        database
            .databases()
            .jdbc(DatabaseRole.KEEPER)
            .queryForObject(
                "SELECT count(*) FROM keys.data_keys WHERE subject = ? AND wrapped IS NOT NULL",
                Long.class,
                subject);
    return Objects.requireNonNull(keysInUse);
  }

  private Keys keysAt(Instant now) {
    return TestKeys.of(database.databases(), Clock.fixed(now, ZoneOffset.UTC), nanos::get);
  }

  private DataKey sealing(Keys process, @Nullable String subject) {
    return Objects.requireNonNull(
        process.dataKeys().toSeal(tenant, subject, RetentionClass.CONTENT));
  }

  private static DataKey opening(Keys process, UUID id) {
    return Objects.requireNonNull(process.dataKeys().toOpen(id));
  }
}
