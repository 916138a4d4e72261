package dev.assay.http.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Which tokens are good: signed by a key of the issuer with a public-key algorithm, from this
 * issuer, for this audience, in time.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt> {
  /** Only signatures by private keys: {@code none} and shared secrets are not among them. */
  private static final Set<JWSAlgorithm> ALGORITHMS = signatures();

  private final SecurityProperties rules;
  private final Clock clock;

  TokenRules(SecurityProperties rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  static JwtDecoder decoder(
      JWKSource<SecurityContext> keys, SecurityProperties rules, Clock clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    // Claims are checked below, in words that the caller is told.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(new TokenRules(rules, clock));
    return decoder;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    String fault = fault(token, clock.instant());
    return fault == null
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", fault, null));
  }

  private @Nullable String fault(Jwt token, Instant now) {
    Instant expires = token.getExpiresAt();
    if (expires == null) {
      return "it never expires";
    }
    if (!now.minus(rules.clockSkew()).isBefore(expires)) {
      return "it has expired";
    }
    Instant from = token.getNotBefore();
    if (from != null && now.plus(rules.clockSkew()).isBefore(from)) {
      return "it is not valid yet";
    }
    if (!rules.issuer().equals(token.getClaimAsString("iss"))) {
      return "it is from another issuer";
    }
    if (token.getAudience() == null || !token.getAudience().contains(rules.audience())) {
      return "it is for another audience";
    }
    return token.getSubject() == null || token.getSubject().isBlank() ? "it has no subject" : null;
  }

  private static Set<JWSAlgorithm> signatures() {
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    return Set.copyOf(algorithms);
  }
}
