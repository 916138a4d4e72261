package dev.assay.server.identity;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.Uuids;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * What a token of the embedded authorisation server says: tenant, roles, subject. A client of one
 * role gets what it is registered for; the command line, which holds the installation's own secret,
 * names them in the request.
 */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
  static final String AUDIENCE = "assay";

  @Override
  public void customize(JwtEncodingContext context) {
    if (!(context.getAuthorizationGrant()
        instanceof OAuth2ClientCredentialsAuthenticationToken grant)) {
      return;
    }
    Map<String, Object> asked = grant.getAdditionalParameters();
    String clientId = context.getRegisteredClient().getClientId();
    boolean commandLine = clientId.equals(EmbeddedClients.COMMAND_LINE);
    String tenant =
        commandLine ? text(asked, "tenant", EmbeddedClients.DEMO) : EmbeddedClients.DEMO;
    String subject = commandLine ? text(asked, "subject", clientId) : clientId;
    List<String> roles =
        commandLine ? roles(text(asked, "roles", "")) : List.of(EmbeddedClients.roleOf(clientId));
    context
        .getClaims()
        .subject(subject)
        .audience(List.of(AUDIENCE))
        .claim("client_id", clientId)
        .claim("tenant_id", Uuids.named("tenant", tenant).toString())
        .claim("tenant", tenant)
        .claim("roles", roles);
  }

  private static List<String> roles(String commaSeparated) {
    try {
      return Arrays.stream(commaSeparated.split(","))
          .map(String::strip)
          .filter(role -> !role.isEmpty())
          .map(role -> Role.of(role).wire())
          .toList();
    } catch (IllegalArgumentException e) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, e.getMessage(), null), e);
    }
  }

  private static String text(Map<String, Object> parameters, String name, String otherwise) {
    Object value = parameters.get(name);
    return value == null || value.toString().isBlank() ? otherwise : value.toString();
  }
}
