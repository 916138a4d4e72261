package dev.assay.domain.apikey;

/**
 * Where an API key stands in its life. Whether it has expired is a matter of the time it is used.
 */
public enum ApiKeyStatus {
  ISSUED,
  REVOKED
}
