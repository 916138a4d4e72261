package dev.assay.eventstore.removal;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.eventstore.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What may be taken out of the record, and that nothing else may. */
class RemovalRulesTest {
  private static final int MESSAGES = 6;

  private final UUID tenant = Uuids.next();
  private final UUID adas = Uuids.next();
  private final UUID bobs = Uuids.next();
  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final Keys keys = TestKeys.of(database.databases());
  private StoreUnderTest store;

  @BeforeEach
  void open() throws InterruptedException {
    store = StoreUnderTest.started(database.databases());
    append(adas, "ada");
    append(bobs, "bob");
    store.head().awaitBeyond(2L * MESSAGES - 1, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void shouldRemoveCiphertextOfErasedKeysAndLeaveEveryLeafAsItWas() {
    List<String> bobsBefore = payloads(bobs);
    var tree = new RecordedTrees(database).tenant(tenant).root();
    keys.subjects().erase(tenant, "ada");

    Removal removal = removeAll();

    assertThat(removal.finishedAt()).isNotNull();
    assertThat(removal.events()).isEqualTo(MESSAGES - 1);
    assertThat(removal.dataKeys()).isEqualTo(1);
    assertThat(payloads(adas).subList(1, MESSAGES))
        .allSatisfy(it -> assertThat(it).containsPattern("\"sealed:1:[^:]+:[^:]+:\""));
    assertThat(String.join("", payloads(adas)))
        .doesNotContainPattern("sealed:1:[^:\"]+:[^:\"]+:[A-Za-z0-9_-]");
    assertThat(payloads(bobs)).isEqualTo(bobsBefore);
    assertThat(new RecordedTrees(database).tenant(tenant).root()).isEqualTo(tree);
    assertThat(leavesOfTheDatabase()).isTrue();
  }

  @Test
  void shouldReadAsErasedWhateverTheKeyStoreSays() {
    keys.subjects().erase(tenant, "ada");
    removeAll();
    List<String> read =
        store.reader().ofAggregate(tenant, adas, 1, MESSAGES).stream()
            .map(event -> event.opened().toString())
            .toList();
    assertThat(read).hasSize(MESSAGES - 1).allSatisfy(it -> assertThat(it).contains("[erased]"));
  }

  @Test
  void shouldSayInATombstoneWhatEachEventLost() {
    keys.subjects().erase(tenant, "ada");
    removeAll();
    List<Map<String, Object>> tombstones =
        superuser.queryForList(
            """
            SELECT t.*, e.whole_payload_hash, sha256(uuid_send(e.payload_salt) || e.payload) AS now,
              o.position AS place
            FROM event_store.tombstones t JOIN event_store.events e ON e.id = t.event_id
            JOIN event_store.event_order o ON o.event_id = t.event_id""");
    assertThat(tombstones)
        .hasSize(MESSAGES - 1)
        .allSatisfy(
            it -> {
              assertThat(it.get("payload_hash")).isEqualTo(it.get("whole_payload_hash"));
              assertThat(it.get("remainder_hash")).isEqualTo(it.get("now"));
              assertThat(it.get("position")).isEqualTo(it.get("place"));
              assertThat(it).containsEntry("texts", 1);
            });
  }

  @Test
  void shouldLeaveWhatIsNotErasedLongEnoughOrIsHeld() {
    keys.subjects().erase(tenant, "ada");
    assertThat(removal(Duration.ofDays(30), 100).step()).isEmpty();

    superuser.update(
        """
        UPDATE keys.data_keys SET wrapped = NULL, erased_at = now() - interval '60 days',
          erased_because = 'retention' WHERE subject = 'bob'""");
    keys.subjects().hold(tenant, "bob");
    assertThat(removal(Duration.ofDays(30), 100).step()).isEmpty();

    keys.subjects().release(tenant, "bob");
    assertThat(removal(Duration.ofDays(30), 100).step())
        .hasValueSatisfying(it -> assertThat(it.events()).isEqualTo(MESSAGES - 1));
  }

  @Test
  void shouldGoOnWhereItStoppedAndDoNothingTwice() {
    keys.subjects().erase(tenant, "ada");
    CiphertextRemoval first = removal(Duration.ZERO, 5);
    CiphertextRemoval second = removal(Duration.ZERO, 5);
    assertThat(first.step()).hasValueSatisfying(it -> assertThat(it.reached()).isEqualTo(5));
    assertThat(second.step()).hasValueSatisfying(it -> assertThat(it.reached()).isEqualTo(10));
    Removal last = second.step().orElseThrow();
    assertThat(last.reached()).isEqualTo(2 * MESSAGES);
    assertThat(last.events()).isEqualTo(MESSAGES - 1);
    assertThat(first.step()).isEmpty();
    assertThat(tombstones()).isEqualTo(MESSAGES - 1);
  }

  @Test
  void shouldRefuseToRemoveWhatIsNotErased() {
    String cut =
        """
        UPDATE event_store.events SET payload = event_store.without_ciphertext(payload,
          event_store.keys_of(payload, true)) WHERE sequence = 1""";
    assertThatThrownBy(() -> superuser.update(cut)).hasStackTraceContaining("is not erased");
  }

  @Test
  void shouldRefuseToChangeAnythingElseOfAnErasedText() {
    keys.subjects().erase(tenant, "ada");
    for (String payload :
        List.of(
            "convert_to(replace(convert_from(payload, 'UTF8'), 'messageId', 'messageID'), 'UTF8')",
            "event_store.without_ciphertext(payload, event_store.keys_of(payload, true)) || ' '",
            "convert_to(regexp_replace(convert_from(payload, 'UTF8'), '[A-Za-z0-9_-]\"', '\"'), 'UTF8')",
            "'{}'")) {
      assertThatThrownBy(
              () -> superuser.update("UPDATE event_store.events SET payload = " + payload))
          .as(payload)
          .hasStackTraceContaining("append-only");
    }
    assertThatThrownBy(
            () ->
                superuser.update(
                    """
                    UPDATE event_store.events SET payload = event_store.without_ciphertext(payload,
                      event_store.keys_of(payload, true)), sequence = sequence"""))
        .hasStackTraceContaining("append-only");
    assertThat(tombstones()).isZero();
  }

  @Test
  void shouldRefuseToTouchAnEventThatIsNotWhatItsLeafSays() {
    keys.subjects().erase(tenant, "ada");
    superuser.execute("ALTER TABLE event_store.events DISABLE TRIGGER append_only");
    onPartitions("DISABLE TRIGGER only_removal");
    superuser.execute("UPDATE event_store.events SET type = 'other' WHERE sequence = 3");
    onPartitions("ENABLE ALWAYS TRIGGER only_removal");
    assertThatThrownBy(this::removeAll).hasStackTraceContaining("as its leaf in the ledger says");
    assertThat(tombstones()).isZero();
  }

  @Test
  void shouldTakeTextsOfTwoKeysOutAtTwoTimes() {
    UUID both = Uuids.next();
    byte[] payload = payloadOf(key("ada"), key("bob"));
    superuser.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id,
          sequence, type, revision, recorded_at, command_id, payload, metadata)
        VALUES (?, 0, ?, 'T', ?, 0, 't', 1, now(), gen_random_uuid(), ?, '{}')""",
        both,
        tenant,
        both,
        payload);
    store.sequencer().nudge();
    org.awaitility.Awaitility.await().until(() -> store.reader().head() > 2L * MESSAGES);
    var tree = new RecordedTrees(database).tenant(tenant).root();

    keys.subjects().erase(tenant, "ada");
    removeAll();
    assertThat(payloads(both).getFirst()).contains("YWJj").contains(":ada:\"");
    keys.subjects().erase(tenant, "bob");
    removeAll();

    assertThat(payloads(both).getFirst()).doesNotContain("YWJj").contains(":bob:\"");
    assertThat(new RecordedTrees(database).tenant(tenant).root()).isEqualTo(tree);
    assertThat(
            superuser.queryForList(
                "SELECT number FROM event_store.tombstones WHERE event_id = ? ORDER BY 1",
                Integer.class,
                both))
        .containsExactly(1, 2);
  }

  private static byte[] payloadOf(DataKey ada, DataKey bob) {
    return "{\"a\":\"sealed:1:%s:ada:YWJj\",\"b\":\"sealed:1:%s:bob:YWJj\",\"c\":\"d\"}"
        .formatted(ada.id(), bob.id())
        .getBytes(StandardCharsets.UTF_8);
  }

  private DataKey key(String subject) {
    return Objects.requireNonNull(keys.dataKeys().toSeal(tenant, subject, RetentionClass.CONTENT));
  }

  private void onPartitions(String what) {
    for (int i = 0; i < 8; i++) {
      superuser.execute("ALTER TABLE event_store.events_" + i + " " + what);
    }
  }

  /** In two appends: whose an aggregate is, its first stored event says. */
  private void append(UUID aggregate, String subject) {
    store.engine().appendEvents(TestEvents.messages(aggregate, 0, 1, of(subject)));
    store.engine().appendEvents(TestEvents.messages(aggregate, 1, MESSAGES - 1, of(subject)));
  }

  private Map<String, String> of(String subject) {
    Map<String, String> metadata = envelope(tenant, Uuids.next());
    metadata.put(MetadataKeys.SUBJECT, subject);
    return metadata;
  }

  private CiphertextRemoval removal(Duration grace, int batch) {
    return new CiphertextRemoval(
        database.databases(),
        new RemovalProperties(grace, Duration.ofMinutes(1), batch, 1_000, 1_000));
  }

  private Removal removeAll() {
    CiphertextRemoval removal = removal(Duration.ZERO, 100);
    List<Removal> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      var step = removal.step();
      if (step.isEmpty()) {
        break;
      }
      steps.add(step.get());
    }
    return steps.getLast();
  }

  private int tombstones() {
    return Objects.requireNonNull(
        superuser.queryForObject("SELECT count(*) FROM event_store.tombstones", Integer.class));
  }

  private List<String> payloads(UUID aggregate) {
    return superuser.queryForList(
        """
        SELECT convert_from(payload, 'UTF8') FROM event_store.events
        WHERE aggregate_id = ? ORDER BY sequence""",
        String.class,
        aggregate);
  }

  /** The database's own definition of a leaf is the ledger's. */
  private boolean leavesOfTheDatabase() {
    return Boolean.TRUE.equals(
        superuser.queryForObject(
            """
            SELECT bool_and(o.leaf_hash = event_store.leaf_hash(l, t.pseudonym, o.tenant_position))
            FROM event_store.event_leaves l JOIN event_store.event_order o ON o.event_id = l.id
            JOIN event_store.ledger_tenants t ON t.tenant_id = l.tenant_id""",
            Boolean.class));
  }
}
