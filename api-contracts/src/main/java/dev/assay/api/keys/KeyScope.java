package dev.assay.api.keys;

import java.util.Arrays;
import java.util.Locale;

/** Which keys a rotation exchanges. */
public enum KeyScope {
  /** The root key: all tenants' keys are wrapped by its newest version. */
  ROOT,
  /** The key of one tenant: a new one wraps the tenant's data keys, the old one is destroyed. */
  TENANT,
  /** The data keys of one tenant: what is sealed from now on has new ones. */
  DATA;

  /** The name in the key store and in requests, such as {@code root}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wire}. Throws {@link IllegalArgumentException} for anything else. */
  public static KeyScope named(String wire) {
    return Arrays.stream(values())
        .filter(known -> known.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected root, tenant or data as the scope, but got '" + wire + "'"));
  }
}
