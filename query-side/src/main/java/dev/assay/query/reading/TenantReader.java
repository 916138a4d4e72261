package dev.assay.query.reading;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.http.Caller;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs queries in a read-only transaction that tells the database for whom it is. Row-level
 * security does the rest: a query outside of this sees no row at all.
 */
public final class TenantReader {
  private static final ScopedValue<TenantId> TENANT = ScopedValue.newInstance();
  private static final String SET = "SELECT set_config(?, ?, true)";

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;

  /**
   * @param transactions of the same reader connections as {@code jdbc}
   */
  public TenantReader(PlatformTransactionManager transactions, JdbcTemplate jdbc) {
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setReadOnly(true);
    // One snapshot for the whole answer, so that its parts agree.
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.jdbc = jdbc;
  }

  /** Reads what belongs to the caller's tenant. The query must not answer null. */
  public <T> T read(Caller caller, Supplier<T> query) {
    return read(caller.tenant(), query);
  }

  public <T> T read(TenantId tenant, Supplier<T> query) {
    if (TENANT.isBound() && TENANT.get().equals(tenant)) {
      return query.get(); // a part of an answer that is being read
    }
    return ScopedValue.where(TENANT, tenant)
        .call(() -> scoped("assay.tenant", tenant.toString(), query));
  }

  /** Reads all tenants' own rows (and nothing else of theirs) for a platform administrator. */
  public <T> T readTenants(Caller caller, Supplier<T> query) {
    caller.requireAny(Role.PLATFORM_ADMIN);
    return scoped("assay.scope", "platform", query);
  }

  /** For whom the surrounding query is. Throws {@link IllegalStateException} outside of one. */
  public static TenantId tenant() {
    if (!TENANT.isBound()) {
      throw new IllegalStateException("Expected to read for one tenant, but for whom is not said");
    }
    return TENANT.get();
  }

  private <T> T scoped(String setting, String value, Supplier<T> query) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.queryForObject(SET, String.class, setting, value);
              return query.get();
            }));
  }
}
