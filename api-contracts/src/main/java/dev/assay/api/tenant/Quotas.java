package dev.assay.api.tenant;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Upper limits of a tenant; null means the tier's own. */
public record Quotas(
    @Nullable Integer requestsPerMinute,
    @Nullable Long tokensPerDay,
    @Nullable BigDecimal costUsdPerMonth,
    @Nullable Integer concurrentExecutions,
    @Nullable Long storageBytes) {

  public static final Quotas OF_TIER = new Quotas(null, null, null, null, null);
}
