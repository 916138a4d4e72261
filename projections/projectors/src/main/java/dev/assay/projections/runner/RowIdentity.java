package dev.assay.projections.runner;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tells rows apart: tenant, view and key. Each change is looked up by it several times, so its
 * hash is computed once.
 */
final class RowIdentity {
  private final UUID tenant;
  private final String view;
  private final Object[] key;
  private final int hash;

  /**
   * @param key in the order of the view's key columns; not to be changed any more
   */
  RowIdentity(UUID tenant, String view, Object[] key) {
    this.tenant = tenant;
    this.view = view;
    this.key = key;
    int computed = 31 * tenant.hashCode() + view.hashCode();
    for (Object part : key) {
      computed = 31 * computed + part.hashCode();
    }
    this.hash = computed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowIdentity that
        && hash == that.hash
        && tenant.equals(that.tenant)
        && view.equals(that.view)
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
