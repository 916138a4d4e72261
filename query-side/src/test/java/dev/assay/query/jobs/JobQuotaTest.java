package dev.assay.query.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** So many jobs of a tenant, however many ask at once. */
class JobQuotaTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final JdbcTemplate jdbc = database.databases().jdbc(DatabaseRole.PROCESSOR);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TenantId tenant = new TenantId(Uuids.next());

  @BeforeEach
  void haveATable() {
    superuser.execute("CREATE TABLE public.jobs (tenant_id uuid NOT NULL)");
    superuser.execute("GRANT SELECT, INSERT ON public.jobs TO assay_processor");
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  @Test
  void shouldRefuseOneMoreThanThereMayBe() {
    JobQuota quota = quota("jobs", 2);
    quota.take(tenant, () -> insert(tenant));
    quota.take(tenant, () -> insert(tenant));

    assertThatThrownBy(() -> quota.take(tenant, () -> insert(tenant)))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            refusal -> assertThat(refusal.code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED))
        .hasMessage("Expected at most 2 jobs, but there are as many");
    assertThat(jobs(tenant)).isEqualTo(2);
  }

  @Test
  void shouldNotGiveTheLastPlaceToTwoThatAskAtOnce() {
    quota("jobs", 2).take(tenant, () -> insert(tenant));
    CountDownLatch counted = new CountDownLatch(1);
    // Each has its own, as two processes have.
    JobQuota other = quota("jobs", 2);
    Future<?> second =
        threads.submit(
            () -> {
              counted.await();
              other.take(tenant, () -> insert(tenant));
              return null;
            });

    quota("jobs", 2)
        .take(
            tenant,
            () -> {
              counted.countDown();
              await().atMost(LONG_ENOUGH).until(() -> second.isDone() || isWaitedForALock());
              insert(tenant);
            });

    assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CommandRejected.class);
    assertThat(jobs(tenant)).isEqualTo(2);
  }

  @Test
  void shouldLetOtherTenantsAndOtherKindsOfJobsInMeanwhile() {
    TenantId neighbour = new TenantId(Uuids.next());

    quota("jobs", 1)
        .take(
            tenant,
            () -> {
              meanwhile(() -> quota("jobs", 1).take(neighbour, () -> insert(neighbour)));
              meanwhile(() -> quota("others", 1).take(tenant, () -> insert(tenant)));
            });

    assertThat(jobs(neighbour)).isEqualTo(1);
    assertThat(jobs(tenant)).isEqualTo(1);
  }

  @Test
  void shouldLeaveThePlaceToTheNextWhereAJobCannotBeAdded() {
    JobQuota quota = quota("jobs", 1);
    IllegalStateException broken = new IllegalStateException("A defect");

    assertThatThrownBy(
            () ->
                quota.take(
                    tenant,
                    () -> {
                      insert(tenant);
                      throw broken;
                    }))
        .isSameAs(broken);

    assertThat(jobs(tenant)).isZero();
    quota.take(tenant, () -> insert(tenant));
    assertThat(jobs(tenant)).isEqualTo(1);
  }

  private JobQuota quota(String jobs, int most) {
    return new JobQuota(
        jdbc,
        database.databases().transaction(DatabaseRole.PROCESSOR),
        jobs,
        List.of(
            JobQuota.Limit.ofRows(
                jdbc,
                most,
                "Expected at most %d jobs, but there are as many",
                "SELECT count(*) FROM public.jobs WHERE tenant_id = ?")));
  }

  private void insert(TenantId of) {
    jdbc.update("INSERT INTO public.jobs VALUES (?)", of.value());
  }

  private @Nullable Long jobs(TenantId of) {
    return superuser.queryForObject(
        "SELECT count(*) FROM public.jobs WHERE tenant_id = ?", Long.class, of.value());
  }

  private boolean isWaitedForALock() {
    return !superuser
        .queryForList(
            """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)
        .isEmpty();
  }

  private void meanwhile(Runnable work) {
    assertThat(threads.submit(work)).succeedsWithin(LONG_ENOUGH);
  }
}
