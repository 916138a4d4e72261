package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.TenantId;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Progress;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A query server of its own, whose record a real sequencer orders and signs. */
final class SignedRecord implements AutoCloseable {
  final QueryServer server;
  final RecordedEvents events;
  private final StoreUnderTest store;

  SignedRecord() {
    this(Map.of());
  }

  /** With settings of the query server. */
  SignedRecord(Map<String, Object> settings) {
    server = QueryServer.own(settings);
    events = RecordedEvents.forSequencer(server.database);
    store = StoreUnderTest.started(server.database.databases());
  }

  /** Until so much is signed for the tenant, and the read models have seen it. */
  void awaitSigned(TenantId tenant, long events) {
    awaitCheckpoint(tenant, events);
    QueryServer.Client auditor = server.as(tenant, dev.assay.api.envelope.Role.AUDITOR);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonNode page = QueryServer.json(auditor.send("/audit/events?limit=500"));
              return page.at("/items").size() >= Math.min(500, events);
            });
  }

  /** Until so much is signed for the tenant, whether read models can take it in or not. */
  void awaitCheckpoint(TenantId tenant, long events) {
    QueryServer.Client auditor = server.as(tenant, dev.assay.api.envelope.Role.AUDITOR);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var answer = auditor.send("/audit/checkpoint");
              return answer.statusCode() == 200
                  && Long.parseLong(answer.body().lines().skip(1).findFirst().orElse("0"))
                      >= events;
            });
  }

  VerifierKey key(TenantId tenant) {
    String text =
        server.as(tenant, dev.assay.api.envelope.Role.AUDITOR).send("/audit/public-key").body();
    assertThat(text.lines()).hasSize(1);
    return VerifierKey.parse(text.strip());
  }

  /** As somebody who has the log's key and the file. */
  Report verify(Path bundle, TenantId tenant) throws IOException {
    return BundleVerifier.verify(bundle, Trust.in(List.of(key(tenant))), Progress.NONE);
  }

  @Override
  public void close() {
    store.close();
    server.close();
  }
}
