package dev.assay.http;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ExecutionId;
import dev.assay.http.security.ApiKeyText;
import dev.assay.http.security.ApiKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The smallest application with our conventions: it takes an order and gives it back. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HttpConfiguration.class, EchoApplication.Orders.class})
class EchoApplication {
  static final TestIssuer ISSUER = new TestIssuer();
  static final Map<ApiKeyText, ApiKeys.StoredApiKey> KEYS = new ConcurrentHashMap<>();

  /** How often a controller was reached. */
  static final AtomicInteger REACHED = new AtomicInteger();

  enum Colour {
    RED,
    GREEN
  }

  record Line(String article, int pieces) {
    Line {
      if (pieces < 1) {
        throw new IllegalArgumentException("Expected pieces of at least 1, but it is " + pieces);
      }
    }
  }

  record Order(
      String customer,
      List<Line> lines,
      @Nullable Colour colour,
      @Nullable Instant due,
      @Nullable ExecutionId execution,
      @Nullable Boolean gift,
      @Nullable JsonNode notes) {}

  @RestController
  static class Orders {
    @PostMapping("/api/v1/orders")
    Order order(@RequestBody Order order) {
      REACHED.incrementAndGet();
      return order;
    }

    @GetMapping("/api/v1/orders/{id}")
    ExecutionId one(@PathVariable ExecutionId id) {
      return id;
    }

    @GetMapping("/api/v1/orders")
    Page<Integer> list(PageQuery query) {
      int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursorParts(1).getFirst());
      List<Integer> rows =
          java.util.stream.IntStream.rangeClosed(from + 1, 7)
              .limit(query.limit() + 1L)
              .boxed()
              .toList();
      return query.page(rows, last -> List.of(last.toString()));
    }

    @GetMapping("/api/v1/me")
    Caller me(Caller caller) {
      return caller;
    }

    @GetMapping("/api/v1/reviewers")
    String reviewers(Caller caller) {
      caller.requireAny(Role.REVIEWER);
      return "in";
    }

    @GetMapping("/api/v1/broken")
    String broken() {
      throw new IllegalStateException("SELECT secret FROM dev.assay.Internal");
    }
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  JWKSource<SecurityContext> keys() {
    return ISSUER.keys();
  }

  @Bean
  ApiKeys apiKeys() {
    return (tenant, id) ->
        KEYS.entrySet().stream()
            .filter(k -> k.getKey().tenant().equals(tenant) && k.getKey().keyId().equals(id))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }
}
