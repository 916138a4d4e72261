package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.testing.Story;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Raw SQL under the role that answers queries: what the database itself lets it see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLevelSecurityTest {
  private final Harness harness = new Harness();
  private final Story other = new Story(harness.record);

  @BeforeAll
  void twoTenantsAreProjected() throws Exception {
    harness.story.all();
    other.all();
    for (Projector projector : ProjectionConfiguration.projectors()) {
      harness.project(projector);
    }
  }

  @AfterAll
  void close() {
    harness.close();
  }

  static Stream<String> views() {
    return ReadModels.all().stream().map(ReadModel::views).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("views")
  void shouldShowATenantItsOwnRowsOnly(String view) {
    assertThat(tenantsSeen(harness.story.tenant, view))
        .containsExactly(harness.story.tenant.value());
    assertThat(tenantsSeen(other.tenant, view)).containsExactly(other.tenant.value());
  }

  @ParameterizedTest
  @MethodSource("views")
  void shouldShowNothingWithoutATenantOrToAnUnknownOne(String view) {
    assertThat(tenantsSeen(null, view)).isEmpty();
    assertThat(tenantsSeen(new TenantId(Uuids.next()), view)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("views")
  void shouldRefuseTheReaderEveryChange(String view) {
    JdbcTemplate reader = harness.database.databases().jdbc(DatabaseRole.READER);
    assertThatThrownBy(() -> reader.update("DELETE FROM read_model." + view))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> reader.update("UPDATE read_model." + view + " SET sequence = 0"))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void shouldShowPlatformAdministratorsAllTenantsAndNothingElseOfTheirs() {
    assertThat(seenByPlatform("tenants")).hasSize(2);
    views()
        .filter(view -> !view.equals("tenants"))
        .forEach(view -> assertThat(seenByPlatform(view)).isEmpty());
  }

  @Test
  void shouldNeverShowTheHashOfAnApiKey() {
    JdbcTemplate reader = harness.database.databases().jdbc(DatabaseRole.READER);
    assertThatThrownBy(() -> reader.queryForList("SELECT secret_hash FROM read_model.api_keys_v1"))
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  private List<Object> tenantsSeen(@Nullable TenantId tenant, String view) {
    return asReader("assay.tenant", tenant == null ? "" : tenant.toString(), view);
  }

  private List<Object> seenByPlatform(String view) {
    return asReader("assay.scope", "platform", view);
  }

  private List<Object> asReader(String setting, String value, String view) {
    JdbcTemplate reader = harness.database.databases().jdbc(DatabaseRole.READER);
    TransactionTemplate transaction = harness.database.databases().transaction(DatabaseRole.READER);
    List<Object> tenants =
        transaction.execute(
            status -> {
              reader.queryForList("SELECT set_config(?, ?, true)", setting, value);
              return reader.queryForList(
                  "SELECT DISTINCT tenant_id FROM read_model." + view, Object.class);
            });
    return tenants == null ? List.of() : tenants;
  }
}
