package dev.assay.cli.api;

import dev.assay.cli.Failure;
import dev.assay.cli.server.ServerHome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches tokens from the authorisation server that is built in. */
public final class Tokens {
  private static final String CLIENT = "assay-cli";

  private Tokens() {}

  /**
   * A bearer token for an hour.
   *
   * @param tenant name of the tenant
   * @param subject who the token is for; null leaves it to the server
   */
  public static String fetch(
      String url, ServerHome home, List<String> roles, String tenant, @Nullable String subject) {
    String secret =
        home.clientSecret()
            .orElseThrow(
                () ->
                    Failure.no(
                        "No server of this machine has run in "
                            + home.root()
                            + ", so there is no secret to get a token with. Name its data directory"
                            + " with --data-dir, or set ASSAY_TOKEN"));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("roles", String.join(",", roles));
    form.put("tenant", tenant);
    if (subject != null) {
      form.put("subject", subject);
    }
    String credentials =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
    JsonNode answer = new ApiClient(url, null).postForm("/oauth2/token", encode(form), credentials);
    JsonNode token = answer.get("access_token");
    if (token == null || !token.isString()) {
      throw Failure.no("Expected a token from " + url + ", but the answer holds none");
    }
    return token.stringValue();
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
