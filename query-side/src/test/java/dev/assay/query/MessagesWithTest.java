package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The newest texts that have words: by the words, or from the newest text on. */
class MessagesWithTest {
  private static final String INSERT =
      """
      INSERT INTO read_model.conversation_words_v1 (tenant_id, conversation_id, message_id, words, created_at, updated_at,
        created_position, last_position, sequence)
      """;

  private record Text(UUID id, Set<String> words) {}

  private final QueryServer server = QueryServer.shared();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final UUID tenant = Uuids.next();

  @Test
  void shouldFindAFrequentWordFromTheNewestTextOnAndARareOneByTheWord() {
    superuser.update(
        INSERT
            + """
            SELECT ?, gen_random_uuid(), gen_random_uuid(), 'frequent' || CASE WHEN i % 2000 = 0 THEN ' rare' ELSE '' END,
              now() - i * interval '1 second', now(), i, i, 0 FROM generate_series(1, 20000) i
            """,
        tenant);
    superuser.execute("ANALYZE read_model.conversation_words_v1");

    assertThat(with(100, "frequent")).hasSize(100);
    long byTime = scans("conversation_words_v1_created");
    assertThat(with(100, "rare")).hasSize(10);
    assertThat(scans("conversation_words_v1_created")).isEqualTo(byTime);
    long byWord = scans("conversation_words_v1_words");
    assertThat(with(100, "frequent")).hasSize(100);
    assertThat(scans("conversation_words_v1_created")).isEqualTo(byTime + 1);
    assertThat(scans("conversation_words_v1_words")).isEqualTo(byWord);
  }

  @Test
  void shouldFindTheNewestWithAllWordsWhicheverWayIsTaken() {
    long seed = System.nanoTime();
    System.out.println("MessagesWithTest, seed " + seed);
    Random random = new Random(seed);
    List<Text> newestFirst = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      newestFirst.add(new Text(Uuids.next(), someWords(random, 8)));
    }
    List<Object[]> rows = new ArrayList<>();
    for (Text text : newestFirst) {
      int age = rows.size();
      rows.add(
          new Object[] {tenant, text.id(), text.id(), String.join(" ", text.words()), age, age});
    }
    superuser.batchUpdate(
        INSERT + "VALUES (?, ?, ?, ?, now() - ? * interval '1 second', now(), ?, 0, 0)", rows);
    superuser.execute("ANALYZE read_model.conversation_words_v1");

    for (int i = 0; i < 100; i++) {
      Set<String> wanted = someWords(random, 4);
      int limit = 1 + random.nextInt(60);
      assertThat(with(limit, wanted.toArray(String[]::new)))
          .as("seed %d, %s", seed, wanted)
          .isEqualTo(
              newestFirst.stream()
                  .filter(it -> it.words().containsAll(wanted))
                  .limit(limit)
                  .map(Text::id)
                  .sorted(Comparator.comparing(UUID::toString))
                  .toList());
    }
  }

  /** Some are in nearly every text, some in few. All look alike, as marks do. */
  private static Set<String> someWords(Random random, int most) {
    return random
        .ints(1 + random.nextInt(most), 1, 1_000)
        .mapToObj(number -> "%016x".formatted((long) Math.pow(number, random.nextDouble())))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<UUID> with(int limit, String... marks) {
    return Objects.requireNonNull(
        new TransactionTemplate(
                new JdbcTransactionManager(Objects.requireNonNull(superuser.getDataSource())))
            .execute(
                status -> {
                  superuser.queryForObject(
                      "SELECT set_config('assay.tenant', ?, true)",
                      String.class,
                      tenant.toString());
                  return superuser
                      .queryForList(
                          "SELECT message_id FROM read_model.messages_with(?::text[], ?)",
                          UUID.class,
                          marks,
                          limit)
                      .stream()
                      .sorted(Comparator.comparing(UUID::toString))
                      .toList();
                }));
  }

  private long scans(String index) {
    Long scans =
        superuser.queryForObject(
            "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = ?", Long.class, index);
    return Objects.requireNonNull(scans);
  }
}
