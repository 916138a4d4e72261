package dev.assay.command.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One process of an installation looks after the keys. */
class CaretakerLockTest {
  private EmbeddedDatabase database;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldBeTakenByOneAndThenByAnother() throws SQLException {
    CaretakerLock mine = Objects.requireNonNull(CaretakerLock.take(connection()));
    assertThat(mine.isHeld()).isTrue();
    assertThat(CaretakerLock.take(connection())).isNull();

    mine.close();

    assertThat(mine.isHeld()).isFalse();
    try (CaretakerLock another = CaretakerLock.take(connection())) {
      assertThat(another).isNotNull();
    }
  }

  @Test
  void shouldBeLostWithItsConnectionAndNotComeBackFromThePool() throws SQLException {
    CaretakerLock mine = Objects.requireNonNull(CaretakerLock.take(connection()));

    try (Connection superuser = database.superuser().getConnection();
        Statement statement = superuser.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }

    assertThat(mine.isHeld()).isFalse();
    try (CaretakerLock another = CaretakerLock.take(connection())) {
      assertThat(another).isNotNull();
    }
  }

  private Connection connection() throws SQLException {
    return database.databases().dataSource(DatabaseRole.KEEPER).getConnection();
  }
}
