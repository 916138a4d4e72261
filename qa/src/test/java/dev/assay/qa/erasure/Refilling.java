package dev.assay.qa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Read models are filled anew from a record whose ciphertext is gone. What was live before holds
 * the ciphertext still, so the new rows are the same but for that, and count as equal.
 */
final class Refilling {
  private static final Duration SOON = Duration.ofMinutes(2);

  /** Its live rows lack the conversations that {@link Poison} kept out. */
  private static final ReadModel POISONED = ReadModels.CONVERSATIONS;

  /** Rows of the first, their ciphertext aside, that the second does not have. */
  private static final String MISSING =
      """
      SELECT count(*) FROM (
        SELECT regexp_replace(l::text, '(sealed:1:[^:]+:[^:]+:)[A-Za-z0-9_-]+', '\\1', 'g')
        FROM read_model.%s l
        EXCEPT ALL
        SELECT regexp_replace(n::text, '(sealed:1:[^:]+:[^:]+:)[A-Za-z0-9_-]+', '\\1', 'g')
        FROM read_model.%s n) missing""";

  private static final String CIPHERTEXT =
      """
      SELECT count(*) FROM read_model.%s n, keys.data_keys d
      WHERE d.erased_at IS NOT NULL AND n::text ~ ('sealed:1:' || d.key_id || ':[^:]+:[A-Za-z0-9_-]')""";

  /** Marks of words that are still to go: it takes up to 20 s. */
  private static final String UNFORGOTTEN =
      """
      SELECT count(*) FROM read_model.conversation_words w
      JOIN read_model.forgotten f ON f.tenant_id = w.tenant_id AND f.whose IN (w.subject, w.data_key)
      WHERE w.words <> ''""";

  private final Api operator;
  private final JdbcTemplate superuser;

  Refilling(Api operator, JdbcTemplate superuser) {
    this.operator = operator;
    this.superuser = superuser;
  }

  void ofEveryReadModel() {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(ServerUnderErasure.count(superuser, UNFORGOTTEN)).isZero());
    for (ReadModel model : ReadModels.all()) {
      JsonNode ready = anew(model, "MANUAL", "READY");
      assertThat(ready.at("/comparison/equal").booleanValue())
          .as("%s", ready)
          .isEqualTo(!model.equals(POISONED));
      for (String view : model.views()) {
        String fresh = table(view, model, ready.get("build").intValue());
        theSameButForCiphertext(model, table(view, model, 1), fresh);
        assertThat(ServerUnderErasure.count(superuser, CIPHERTEXT.formatted(fresh)))
            .as("ciphertext in %s", fresh)
            .isZero();
      }
      assertThat(operator.post(path(model) + "/rebuild/promotion", null).status()).isEqualTo(202);
      awaitStatus(model, "COMPLETED");
    }
    for (ReadModel model : ReadModels.all()) {
      JsonNode comparison = anew(model, "AUTO", "COMPLETED").get("comparison");
      assertThat(comparison.get("equal").booleanValue()).as("%s", comparison).isTrue();
    }
  }

  /** Soon: operators' requests are events, too, and both follow the record. */
  private void theSameButForCiphertext(ReadModel model, String live, String fresh) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(ServerUnderErasure.count(superuser, MISSING.formatted(live, fresh)))
                  .as("rows of %s that %s lacks", live, fresh)
                  .isZero();
              if (!model.equals(POISONED)) {
                assertThat(ServerUnderErasure.count(superuser, MISSING.formatted(fresh, live)))
                    .as("rows of %s that %s lacks", fresh, live)
                    .isZero();
              }
            });
  }

  private static String table(String view, ReadModel model, int build) {
    return view + "_v" + model.version() + (build == 1 ? "" : "_b" + build);
  }

  private JsonNode anew(ReadModel model, String promotion, String until) {
    Answer asked = operator.post(path(model) + "/rebuild", Map.of("promotion", promotion));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    return awaitStatus(model, until);
  }

  private JsonNode awaitStatus(ReadModel model, String status) {
    return await()
        .atMost(SOON)
        .until(
            () -> operator.get(path(model)).body().get("rebuild"),
            it -> it.get("status").stringValue().equals(status));
  }

  private static String path(ReadModel model) {
    return "/projections/" + model.name();
  }
}
