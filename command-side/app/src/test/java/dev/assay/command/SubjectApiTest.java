package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.SubjectId;
import dev.assay.api.id.Uuids;
import dev.assay.api.subject.SubjectCommand.EraseSubject;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.http.Server.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose data is whose, and what erasing a person does, as a program sees it. */
class SubjectApiTest {
  private static CommandServer server;
  private static UUID tenant;
  private static String alice;

  @BeforeAll
  static void start() {
    server = new CommandServer(Map.of());
    tenant = server.tenant("subjects");
    alice = CommandServer.everyone(tenant);
    server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write well"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldSealUnderThePseudonymOfTheSubjectAndKeepItsNameNowhere() {
    UUID run = run("patient-4711", "a secret of mine");

    List<StoredEvent> events = eventsOf(run);
    assertThat(events).hasSizeGreaterThan(1);
    assertThat(subjects(events)).hasSize(1).doesNotContain("");
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(new String(event.payload())).doesNotContain("a secret of mine");
              assertThat(new String(event.metadataBytes())).doesNotContain("patient-4711");
            });
    assertThat(events.getFirst().opened().toString()).contains("a secret of mine");
  }

  @Test
  void shouldLeaveASubjectToAnAggregateWhoeverActsOnItLater() {
    UUID run = run("patient-4712", "something");
    String before = subjects(eventsOf(run)).getFirst();
    server.post("/api/v1/agent-executions/" + run + "/cancellation", alice, "{\"reason\":\"no\"}");

    StoredEvent cancelled = eventsOf(run).getLast();
    assertThat(cancelled.type()).isEqualTo("agent-execution.cancelled");
    assertThat(cancelled.metadata()).containsEntry("subject", before);
  }

  @Test
  void shouldTakeTheUserForTheSubjectOfAConversation() {
    String aliceHerself = conversation("{\"agent\":\"writer\"}");
    String another = conversation("{\"agent\":\"writer\",\"subjectId\":\"bob\"}");
    String named = conversation("{\"agent\":\"writer\",\"subjectId\":\"alice\"}");

    assertThat(aliceHerself).isEqualTo(named).isNotEqualTo(another);
  }

  @Test
  void shouldBeNobodysWhereNobodyIsNamed() {
    UUID run = run(null, "of the tenant");

    assertThat(eventsOf(run)).noneMatch(event -> event.metadata().containsKey("subject"));
  }

  @Test
  void shouldMakeTextUnreadableAndStillLoadWhatIsErased() {
    UUID run = run("patient-1", "to be forgotten");

    Answer erased = erase("patient-1");

    assertThat(erased.status()).as(erased.body()).isEqualTo(200);
    assertThat(erased.json().get("status").stringValue()).isEqualTo("ERASED");
    assertThat(eventsOf(run))
        .allSatisfy(event -> assertThat(event.opened().toString()).doesNotContain("forgotten"));
    assertThat(eventsOf(run).getFirst().opened().toString()).contains("[erased]");
    Answer cancelled =
        server.post(
            "/api/v1/agent-executions/" + run + "/cancellation", alice, "{\"reason\":\"late\"}");
    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(204);
    assertThat(new String(eventsOf(run).getLast().payload())).contains("[erased]");
  }

  @Test
  void shouldEraseOnceAndNeverMakeAKeyForTheSubjectAgain() {
    run("patient-2", "x");
    Answer first = erase("patient-2");
    Answer again = erase("patient-2");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    Answer another = runAnswer("patient-2", "more");
    assertThat(another.status()).isEqualTo(409);
    assertThat(another.json().get("detail").stringValue()).contains("erased");
  }

  @Test
  void shouldKeepWhatIsUnderALegalHoldUntilItIsReleased() {
    UUID run = run("patient-3", "evidence");
    String hold = subject("patient-3") + "/legal-hold";
    assertThat(server.put(hold, alice, "{\"reason\":\"case 7\"}").status()).isEqualTo(200);

    Answer refused = erase("patient-3");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").stringValue()).contains("case 7");
    assertThat(eventsOf(run).getFirst().opened().toString()).contains("evidence");
    assertThat(server.delete(hold, alice).status()).isEqualTo(204);
    assertThat(erase("patient-3").status()).isEqualTo(200);
    assertThat(server.put(hold, alice, "{\"reason\":\"late\"}").status()).isEqualTo(409);
  }

  @Test
  void shouldBeForTenantAdministratorsAndNotForAuditors() {
    String auditor =
        CommandApplication.ISSUER.token("otto", tenant, Role.AUDITOR, Role.OPERATOR, Role.DESIGNER);

    assertThat(server.post(subject("x") + "/erasure", auditor, "{\"reason\":\"y\"}").status())
        .isEqualTo(403);
    assertThat(server.put(subject("x") + "/legal-hold", auditor, "{\"reason\":\"y\"}").status())
        .isEqualTo(403);
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    assertThat(runAnswer(" ", "x").status()).isEqualTo(400);
    assertThat(runAnswer("p".repeat(201), "x").status()).isEqualTo(413);
    assertThat(erase("p".repeat(201)).status()).isEqualTo(413);
    assertThat(server.post(subject("x") + "/erasure", alice, "{\"reason\":\" \"}").status())
        .isEqualTo(400);
  }

  @Test
  void shouldDestroyKeysByTheEventAloneWhereTheProcessDiedBeforeItCould() {
    UUID run = run("patient-5", "x");
    String pseudonym = subjects(eventsOf(run)).getFirst();
    assertThat(keysOf(pseudonym)).isPositive();
    SubjectId id = new SubjectId(Uuids.named("subject", tenant.toString(), pseudonym));

    server
        .http
        .bean(CommandGateway.class)
        .sendAndWait(
            new GenericCommandMessage<>(
                new EraseSubject(id, pseudonym, "asked for it"), envelopeOfAnAdministrator()));

    await().atMost(Duration.ofSeconds(20)).until(() -> keysOf(pseudonym) == 0);
  }

  private static Map<String, String> envelopeOfAnAdministrator() {
    Map<String, String> metadata =
        new HashMap<>(
            new Actor(Actor.Kind.USER, "ina", null, Set.of(Role.TENANT_ADMIN), "test", null)
                .toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, Uuids.next().toString());
    metadata.put(MetadataKeys.CORRELATION_ID, "test");
    metadata.put(MetadataKeys.REQUEST_ID, "test");
    return metadata;
  }

  private static long keysOf(String pseudonym) {
    Long keys =
        server
            .database
            .databases()
            .jdbc(DatabaseRole.KEEPER)
            .queryForObject(
                "SELECT count(*) FROM keys.data_keys WHERE subject = ? AND wrapped IS NOT NULL",
                Long.class,
                pseudonym);
    return keys == null ? 0 : keys;
  }

  private static String subject(String id) {
    return "/api/v1/audit/subjects/" + id.replace(" ", "%20");
  }

  private static Answer erase(String subjectId) {
    return server.post(subject(subjectId) + "/erasure", alice, "{\"reason\":\"Art. 17 request\"}");
  }

  private static UUID run(@Nullable String subjectId, String input) {
    Answer answer = runAnswer(subjectId, input);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return UUID.fromString(answer.json().get("agentExecutionId").stringValue());
  }

  private static Answer runAnswer(@Nullable String subjectId, String input) {
    String subject = subjectId == null ? "" : ",\"subjectId\":\"" + subjectId + "\"";
    return server.post(
        "/api/v1/agents/writer/executions",
        alice,
        "{\"input\":{\"document\":\"" + input + "\"}" + subject + "}");
  }

  private static String conversation(String body) {
    Answer answer = server.post("/api/v1/conversations", alice, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    UUID id = UUID.fromString(answer.json().get("conversationId").stringValue());
    return subjects(eventsOf(id)).getFirst();
  }

  private static List<String> subjects(List<StoredEvent> events) {
    return events.stream()
        .map(event -> event.metadata().getOrDefault("subject", ""))
        .distinct()
        .toList();
  }

  private static List<StoredEvent> eventsOf(UUID aggregate) {
    EventReader reader = server.http.bean(EventReader.class);
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> reader.ofAggregate(tenant, aggregate, 0, 100), events -> !events.isEmpty());
  }
}
