package dev.assay.http.security;

import dev.assay.api.envelope.Actor;
import dev.assay.api.id.TenantId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A caller who has shown who they are, by token or by API key.
 *
 * @see dev.assay.http.Caller what controllers see of it
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable TenantId tenant;
  private final transient Actor actor;

  /**
   * @param tenant null where a valid token names none; such a caller may do nothing
   */
  public CallerAuthentication(@Nullable TenantId tenant, Actor actor) {
    super(actor.roles().stream().map(r -> new SimpleGrantedAuthority(r.wire())).toList());
    this.tenant = tenant;
    this.actor = actor;
    setAuthenticated(true);
  }

  public @Nullable TenantId tenant() {
    return tenant;
  }

  public Actor actor() {
    return actor;
  }

  @Override
  public Object getPrincipal() {
    return actor.id();
  }

  /** The token or key is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return actor.id();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
