package dev.assay.api.tenant;

/** What a tenant has signed up for. */
public enum Tier {
  FREE,
  STANDARD,
  ENTERPRISE
}
