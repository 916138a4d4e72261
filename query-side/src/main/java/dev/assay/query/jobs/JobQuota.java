package dev.assay.query.jobs;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.TenantId;
import java.util.List;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many jobs of a kind a tenant may have. Those who ask for one are counted one after the other,
 * in whichever process they ask, so that two never take the same last place.
 */
public final class JobQuota {
  /**
   * @param most that there may be
   * @param refusal with {@code %d} where it names that number
   * @param taken how many a tenant has
   */
  public record Limit(int most, String refusal, ToLongFunction<TenantId> taken) {
    /**
     * @param count SQL that counts the jobs of the tenant that is its parameter
     */
    public static Limit ofRows(JdbcTemplate jdbc, int most, String refusal, String count) {
      return new Limit(
          most,
          refusal,
          tenant -> {
            Long rows = jdbc.queryForObject(count, Long.class, tenant.value());
            return rows == null ? 0 : rows;
          });
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final String jobs;
  private final List<Limit> limits;

  /**
   * @param jdbc on the connections of {@code transaction}
   * @param jobs of which kind they are; processes of all builds must name it alike
   */
  public JobQuota(
      JdbcTemplate jdbc, TransactionTemplate transaction, String jobs, List<Limit> limits) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.jobs = jobs;
    this.limits = List.copyOf(limits);
  }

  /**
   * {@code QUOTA_EXCEEDED} where the tenant has as many as it may have.
   *
   * @param job adds it, in the transaction in which jobs have been counted
   */
  public void take(TenantId tenant, Runnable job) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.queryForList(
              "SELECT pg_advisory_xact_lock(hashtextextended(? || ':' || ?, 0))",
              jobs,
              tenant.toString());
          limits.forEach(limit -> requireRoom(limit, tenant));
          job.run();
        });
  }

  private static void requireRoom(Limit limit, TenantId tenant) {
    if (limit.taken().applyAsLong(tenant) >= limit.most()) {
      throw new CommandRejected(
          RejectionCode.QUOTA_EXCEEDED, limit.refusal().formatted(limit.most()));
    }
  }
}
