package dev.assay.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.TestKeys;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what with the keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeySchemaTest {
  private final UUID tenant = Uuids.next();
  private EmbeddedDatabase database;

  @BeforeAll
  void open() {
    database = EmbeddedDatabase.create();
    Keys keys = TestKeys.of(database.databases());
    keys.dataKeys().toSeal(tenant, "ada", RetentionClass.CONTENT);
    keys.dataKeys().toSeal(tenant, "bob", RetentionClass.CONTENT);
    keys.subjects().erase(tenant, "ada");
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = DatabaseRole.class,
      names = {"KEEPER", "OWNER"},
      mode = Mode.EXCLUDE)
  void onlyTheKeeperSeesKeys(DatabaseRole role) {
    for (String table : new String[] {"tenant_keys", "subjects", "data_keys"}) {
      assertRefused(database.connections(role), "SELECT * FROM keys." + table, "permission");
    }
  }

  @Test
  void theKeeperSeesNothingElse() {
    DataSource keeper = database.connections(DatabaseRole.KEEPER);
    assertRefused(keeper, "SELECT * FROM event_store.events", "permission");
    assertRefused(keeper, "SELECT * FROM processing.saga", "permission");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE keys.data_keys SET wrapped = 'x', erased_at = NULL, erased_because = NULL WHERE subject = 'ada'",
        "UPDATE keys.subjects SET erased_at = NULL WHERE subject = 'ada'",
        "UPDATE keys.subjects SET erased_at = now() + interval '1 day' WHERE subject = 'ada'",
        "INSERT INTO keys.data_keys SELECT gen_random_uuid(), tenant_id, 'ada', 'content', 99, tenant_key_id,"
            + " 'x', now(), now(), NULL, NULL FROM keys.data_keys LIMIT 1"
      })
  void nobodyBringsBackWhatIsErased(String change) {
    assertRefused(database.connections(DatabaseRole.KEEPER), change, "erased");
    assertRefused(database.superuser(), change, "erased");
    assertRefused(
        database.superuser(), "SET session_replication_role = replica; " + change, "erased");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant_keys", "subjects", "data_keys"})
  void nobodyDeletesRows(String table) {
    for (String change : new String[] {"DELETE FROM keys.", "TRUNCATE keys."}) {
      assertThatThrownBy(() -> execute(database.connections(DatabaseRole.KEEPER), change + table))
          .isInstanceOf(SQLException.class);
      assertRefused(database.superuser(), change + table + suffix(change), "keep its rows");
    }
  }

  @Test
  void theTombstoneSaysWhyTheKeyIsGone() {
    assertThat(
            database
                .databases()
                .jdbc(DatabaseRole.KEEPER)
                .queryForList(
                    "SELECT erased_because FROM keys.data_keys WHERE subject = 'ada'",
                    String.class))
        .containsExactly("subject");
  }

  private static String suffix(String change) {
    return change.startsWith("TRUNCATE") ? " CASCADE" : "";
  }

  private static void assertRefused(DataSource source, String sql, String says) {
    assertThatThrownBy(() -> execute(source, sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(says);
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
