package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is said to whoever has as many jobs as a tenant may have. */
class JobLimitsTest {
  private static final String VERIFY = "{\"mode\":\"verify\"}";

  private final QueryServer server = QueryServer.shared();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final Story story = new Story(server.record);
  private final QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

  @BeforeEach
  void haveAnExecution() {
    story.executionStarted();
    story.executionCompleted();
    // What is asked next waits for the read models.
    auditor.get("/audit/events");
    auditor.get("/executions");
  }

  @Test
  void shouldTakeSoManyReplaysThatAreKept() {
    thereAreReplays(10_000, "COMPLETED");

    assertRefused(
        auditor.post("/executions/" + story.execution + "/replays", VERIFY),
        "Expected at most 10000 replays of a tenant; each is kept for PT720H, but there are as many");
  }

  @Test
  void shouldTakeSoManyReplaysThatHaveNotEnded() {
    thereAreReplays(1_000, "RUNNING");

    assertRefused(
        auditor.post("/executions/" + story.execution + "/replays", VERIFY),
        "Expected at most 1000 replays of a tenant that have not ended, but there are as many");
  }

  @Test
  void shouldTakeSoManyWhatIfsThatAreKept() {
    thereAreWhatIfs(200, "COMPLETED");

    assertRefused(
        auditor.post("/what-ifs", ofTheExecution()),
        "Expected at most 200 what-ifs of many executions; each is kept for PT720H, but there are as many");
  }

  @Test
  void shouldTakeSoManyWhatIfsThatHaveNotEnded() {
    thereAreWhatIfs(20, "RUNNING");

    assertRefused(
        auditor.post("/what-ifs", ofTheExecution()),
        "Expected at most 20 what-ifs of many executions that have not ended, but there are as many");
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(QueryServer.json(answer).path("code").asString("")).isEqualTo("QUOTA_EXCEEDED");
    assertThat(QueryServer.json(answer).path("detail").asString("")).isEqualTo(why);
  }

  private String ofTheExecution() {
    return "{\"executions\":[\"%s\"],\"changes\":{\"rubric\":{\"threshold\":0.8}}}"
        .formatted(story.execution);
  }

  private void thereAreReplays(int count, String status) {
    superuser.update(
        """
        INSERT INTO replay.replays (replay_id, tenant_id, execution_id, mode, request, status,
          requested_by, created_at, leased_until)
        SELECT gen_random_uuid(), ?, ?, 'verify', '{}', ?, 'ada', now(), now() + interval '1 day'
        FROM generate_series(1, ?)
        """,
        story.tenant.value(),
        story.execution.value(),
        status,
        count);
  }

  private void thereAreWhatIfs(int count, String status) {
    superuser.update(
        """
        INSERT INTO replay.what_ifs (what_if_id, tenant_id, question, budget, status, total,
          requested_by, created_at, leased_until)
        SELECT gen_random_uuid(), ?, '{}', '{}', ?, 1, 'ada', now(), now() + interval '1 day'
        FROM generate_series(1, ?)
        """,
        story.tenant.value(),
        status,
        count);
  }
}
