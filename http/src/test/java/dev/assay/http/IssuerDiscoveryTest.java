package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.assay.api.envelope.Role;
import dev.assay.http.security.SecurityConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The issuer may start after us: its keys are found when the first token comes. */
class IssuerDiscoveryTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({HttpConfiguration.class, SecurityConfiguration.class, EchoApplication.Orders.class})
  static class Application {}

  @Test
  void shouldAnswerUnavailableUntilTheIssuerIsThereAndThenGoOn() throws IOException, JOSEException {
    TestIssuer issuer = new TestIssuer();
    AtomicBoolean up = new AtomicBoolean();
    HttpServer discovery = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    String url = "http://localhost:" + discovery.getAddress().getPort();
    String keys =
        new JWKSet(issuer.keys().get(new JWKSelector(new JWKMatcher.Builder().build()), null))
            .toString();
    discovery.createContext(
        "/",
        exchange -> {
          boolean isKeys = exchange.getRequestURI().getPath().equals("/keys");
          byte[] body =
              (isKeys ? keys : "{\"jwks_uri\":\"" + url + "/keys\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(up.get() ? 200 : 500, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    discovery.start();
    try (Server server = new Server(Application.class, Map.of("assay.security.issuer", url))) {
      String token =
          issuer.sign(
              TestIssuer.claims("alice", UUID.randomUUID(), Role.AUDITOR).issuer(url).build());

      Server.Answer early = server.get("/api/v1/me", token);
      up.set(true);
      Server.Answer late = server.get("/api/v1/me", token);

      BadInputTest.problem(early, 503, "UNAVAILABLE");
      assertThat(early.header("Retry-After")).isNotEmpty();
      assertThat(late.status()).isEqualTo(200);
    } finally {
      discovery.stop(0);
    }
  }
}
