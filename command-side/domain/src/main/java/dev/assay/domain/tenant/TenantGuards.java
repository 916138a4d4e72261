package dev.assay.domain.tenant;

import dev.assay.api.privacy.Retention;
import dev.assay.api.tenant.Quotas;
import dev.assay.domain.Refusals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of what a tenant is given. */
final class TenantGuards {
  private static final int MAX_SETTINGS = 100;
  private static final int MAX_SETTING_CHARS = 2_000;
  private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private TenantGuards() {}

  static void requireRegion(@Nullable String region) {
    if (region != null && !REGION.matcher(region).matches()) {
      throw Refusals.invalid(
          "Expected a region of lower-case letters, digits and inner hyphens, but got '"
              + region
              + "'");
    }
  }

  static void requireQuotas(Quotas quotas) {
    Map<String, @Nullable Number> all = new LinkedHashMap<>();
    all.put("requestsPerMinute", quotas.requestsPerMinute());
    all.put("tokensPerDay", quotas.tokensPerDay());
    all.put("costUsdPerMonth", quotas.costUsdPerMonth());
    all.put("concurrentExecutions", quotas.concurrentExecutions());
    all.put("storageBytes", quotas.storageBytes());
    all.forEach(
        (name, value) -> {
          if (value != null && value.doubleValue() < 0) {
            throw Refusals.invalid(
                "Expected quota %s of at least 0, but it is %s".formatted(name, value));
          }
        });
  }

  static void requireSettings(Map<String, String> settings) {
    if (settings.size() > MAX_SETTINGS) {
      throw Refusals.invalid(
          "Expected at most %d settings, but there are %d"
              .formatted(MAX_SETTINGS, settings.size()));
    }
    settings.forEach(
        (name, value) -> {
          if (!SETTING_NAME.matcher(name).matches()) {
            throw Refusals.invalid(
                "Expected a setting's name of letters, digits, dots, hyphens and underscores, but"
                    + " got '"
                    + name
                    + "'");
          }
          Refusals.requireAtMost("setting " + name, value, MAX_SETTING_CHARS);
        });
    requireRetention(settings);
  }

  private static void requireRetention(Map<String, String> settings) {
    try {
      Retention.of(settings);
    } catch (IllegalArgumentException e) {
      throw Refusals.invalid(String.valueOf(e.getMessage()));
    }
  }
}
