package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.Uuids;
import dev.assay.command.idempotency.IdempotencyConfiguration;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.http.Server;
import dev.assay.http.Server.Answer;
import dev.assay.http.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** A running command side with a registered tenant and a person with every role in it. */
final class CommandServer implements AutoCloseable {
  static final UUID PLATFORM = UUID.randomUUID();

  final EmbeddedDatabase database = EmbeddedDatabase.create(IdempotencyConfiguration.MIGRATIONS);
  final Server http;

  CommandServer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(database.springProperties());
    all.put("assay.security.issuer", TestIssuer.ISSUER);
    all.put("axon.axonserver.enabled", "false");
    all.put("spring.threads.virtual.enabled", "true");
    http = new Server(CommandApplication.class, all);
  }

  JdbcTemplate jdbc() {
    return database.databases().jdbc(DatabaseRole.PROCESSOR);
  }

  long events() {
    Long count = jdbc().queryForObject("SELECT count(*) FROM event_store.events", Long.class);
    return count == null ? 0 : count;
  }

  String platformAdmin() {
    return CommandApplication.ISSUER.token("root", PLATFORM, Role.PLATFORM_ADMIN);
  }

  /** Registers a tenant and answers its id. */
  UUID tenant(String name) {
    Answer answer =
        post("/api/v1/tenants", platformAdmin(), "{\"name\":\"" + name + "\",\"tier\":\"FREE\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return UUID.fromString(answer.json().get("tenantId").stringValue());
  }

  static UUID idOf(String name) {
    return Uuids.named("tenant", name);
  }

  static String everyone(UUID tenant) {
    return CommandApplication.ISSUER.token("alice", tenant, Role.values());
  }

  Answer post(String path, String token, String json) {
    return http.post(path, token, json);
  }

  Answer postWithKey(String path, String token, String key, String json) {
    return http.send(
        http.request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  Answer put(String path, String token, String json, String... headers) {
    HttpRequest.Builder request =
        http.request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build());
  }

  Answer delete(String path, String token) {
    return http.send(
        http.request(path).header("Authorization", "Bearer " + token).DELETE().build());
  }

  static String agent(String instructions) {
    return "{\"role\":\"drafter\",\"instructions\":\""
        + instructions
        + "\",\"model\":{\"prefer\":[\"default\"]}}";
  }

  @Override
  public void close() {
    http.close();
    database.close();
  }
}
