package dev.assay.http;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import java.util.Arrays;

/**
 * Who makes a request: the tenant comes from the token or API key, never from path, query or body.
 * Controllers take it as a parameter.
 *
 * @param requestId the {@code X-Request-Id} header, or an id made for this request
 * @param correlationId ties together all that follows from this request
 */
public record Caller(TenantId tenant, Actor actor, String requestId, String correlationId) {

  /** Throws {@code FORBIDDEN} unless the caller has one of these roles. */
  public void requireAny(Role... roles) {
    if (Arrays.stream(roles).noneMatch(actor::has)) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN,
          "Expected one of the roles "
              + Arrays.stream(roles).map(Role::wire).toList()
              + ", but the caller has none of them");
    }
  }
}
