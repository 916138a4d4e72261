package dev.assay.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
  @Test
  void eachCallGivesAnEmptyMigratedDatabaseThatEveryRoleCanEnter() {
    try (EmbeddedDatabase first = EmbeddedDatabase.create();
        EmbeddedDatabase second = EmbeddedDatabase.create()) {
      assertThat(first.url()).isNotEqualTo(second.url());
      for (DatabaseRole role : DatabaseRole.values()) {
        assertThat(first.databases().jdbc(role).queryForObject("SELECT current_user", String.class))
            .isEqualTo(role.login());
      }
      var reader =
          new EventReader(second.databases().dataSource(DatabaseRole.PROCESSOR), FixedKeys.codec());
      assertThat(reader.head()).isZero();
      assertThat(reader.after(0, 10)).isEmpty();
    }
  }
}
