package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.DataKeys;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.projections.conversationsearch.ConversationSearchProjector;
import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A read model that needs the key store waits for it: no event is at fault. */
class KeysAwayTest {
  private static final DataKeys AWAY =
      new DataKeys() {
        @Override
        public DataKey toSeal(UUID tenant, @Nullable String subject, RetentionClass kept) {
          throw away();
        }

        @Override
        public DataKey toOpen(UUID keyId) {
          throw away();
        }

        @Override
        public byte[] wordSecret(UUID tenant) {
          throw away();
        }

        private KeysUnavailableException away() {
          return new KeysUnavailableException("Expected the key store to answer, but it does not");
        }
      };

  @Test
  void shouldWaitAndParkNothing() throws Exception {
    try (Harness harness = new Harness()) {
      harness.story.said("A title", "A word");
      ConversationSearchProjector projector = new ConversationSearchProjector();
      ModelBuild build = ModelBuild.first(projector.readModel());
      ProjectionStore store = new ProjectionStore(build, "test");
      EventReader keyless =
          new EventReader(
              harness.database.databases().dataSource(DatabaseRole.PROCESSOR),
              new EventCodec(new Sealing(AWAY)));
      try (Connection connection =
          harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
        connection.setAutoCommit(false);
        PositionStore.Progress from = store.begin(connection);
        connection.commit();
        BatchTaker taker = new BatchTaker(projector, build, store);

        assertThatThrownBy(() -> taker.take(connection, from, keyless.after(0, 100)))
            .isInstanceOf(KeysUnavailableException.class);
        connection.rollback();
      }
      assertThat(harness.rows(projector)).isEmpty();

      assertThat(harness.project(projector))
          .isEqualTo(new PositionStore.Progress(harness.record.position(), 0));
      assertThat(harness.rows(projector)).hasSize(2);
    }
  }
}
