package dev.assay.http.security;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Reads the caller from a token that has been checked. {@code tenant_id} is the tenant, {@code
 * roles} the roles (others than ours are ignored: an issuer may serve other programs too). A token
 * that a program got for itself is an actor of kind SERVICE. That does not make it one of our own
 * services: those are authenticated as {@code internal}, which no token can be.
 */
final class JwtCallers implements Converter<Jwt, CallerAuthentication> {
  @Override
  public CallerAuthentication convert(Jwt token) {
    String subject = Objects.requireNonNullElse(token.getSubject(), "unknown");
    boolean program =
        subject.equals(token.getClaimAsString("client_id"))
            || subject.equals(token.getClaimAsString("azp"));
    Actor actor =
        new Actor(
            program ? Actor.Kind.SERVICE : Actor.Kind.USER,
            subject,
            null,
            roles(token.getClaim("roles")),
            "oidc",
            address());
    return new CallerAuthentication(tenant(token.getClaim("tenant_id")), actor);
  }

  private static @Nullable TenantId tenant(@Nullable Object claim) {
    try {
      return claim instanceof String text ? TenantId.of(text) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Set<Role> roles(@Nullable Object claim) {
    List<?> names =
        switch (claim) {
          case Collection<?> several -> List.copyOf(several);
          case String text -> Arrays.asList(text.split("[ ,]+"));
          case null, default -> List.of();
        };
    return Arrays.stream(Role.values())
        .filter(role -> names.contains(role.wire()))
        .collect(Collectors.toSet());
  }

  private static @Nullable String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : null;
  }
}
