package dev.assay.server.identity;

import dev.assay.api.envelope.Role;
import dev.assay.server.home.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The clients of the embedded authorisation server: one for the command line and one for each role
 * in the tenant {@code demo}, named {@code demo-<role>}. Their secrets are files of the data
 * directory that only its owner can read.
 */
final class EmbeddedClients {
  static final String COMMAND_LINE = "assay-cli";
  static final String DEMO = "demo";
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private EmbeddedClients() {}

  static List<RegisteredClient> all(Secrets secrets) {
    List<RegisteredClient> clients = new ArrayList<>();
    clients.add(client(COMMAND_LINE, secrets.named("cli-client-secret")));
    for (Role role : Role.values()) {
      String id = DEMO + "-" + role.wire();
      clients.add(client(id, secrets.named(id + "-secret")));
    }
    return clients;
  }

  /** The role that a client {@code demo-<role>} is for. */
  static String roleOf(String clientId) {
    return Role.of(clientId.substring(DEMO.length() + 1)).wire();
  }

  private static RegisteredClient client(String id, String secret) {
    return RegisteredClient.withId(id)
        .clientId(id)
        // 256 random bits that live in memory only here: a slow hash would protect nothing.
        .clientSecret("{noop}" + secret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build())
        .build();
  }
}
