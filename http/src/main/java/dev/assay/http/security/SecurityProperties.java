package dev.assay.http.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken.
 *
 * @param issuer the {@code iss} that tokens must have; its discovery document names the keys
 * @param audience one of the token's {@code aud}
 * @param jwkSetUri where the issuer's keys are; null finds them by discovery
 * @param clockSkew how far the issuer's clock may be off
 * @param openMetrics lets {@code /metrics} be read without a token, for a scraper on a closed
 *     network; otherwise a token or API key with role operator or platform-admin is needed
 */
@ConfigurationProperties("assay.security")
public record SecurityProperties(
    @DefaultValue("http://localhost:8080") String issuer,
    @DefaultValue("assay") String audience,
    @Nullable String jwkSetUri,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("false") boolean openMetrics) {}
