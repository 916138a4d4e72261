package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import graphql.introspection.IntrospectionQuery;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** GraphQL answers what REST answers, to the same people and within limits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  @BeforeAll
  void aStoryIsRecorded() {
    story.all();
  }

  @Test
  void shouldAnswerWhatRestAnswers() {
    JsonNode rest = anyone.get("/executions/" + story.execution);
    JsonNode answer =
        anyone.ask(
            """
            { execution(id: "%s") { executionId status input output error startedAt endedAt deadline
                workflow { id namespace name version contentHash } cancelReason priority
                tasks { taskId parentId name reference kind status attempt waitingFor output error startedAt endedAt } } }
            """
                .formatted(story.execution));
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(answer.at("/data/execution")).isEqualTo(rest);
  }

  @Test
  void shouldAnswerSeveralQuestionsAtOnce() {
    JsonNode answer =
        anyone.ask(
            """
            { dashboard { pendingReviews rates { executionsPerHour } }
              usage { tier tokensToday }
              costs(groupBy: "model", from: "2026-11-01T00:00:00Z", to: "2026-11-30T00:00:00Z") {
                total { calls costUsd } lines { provider model spent { failures } } }
              agent(name: "summariser") { name version }
              workflowComplete(id: "%s") { version versions { version } statistics { byStatus } }
              tenant { name } }
            """
                .formatted(story.workflow));
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(answer.at("/data/costs/total/calls").intValue()).isEqualTo(2);
    assertThat(answer.at("/data/costs/lines/0/spent/failures").intValue()).isEqualTo(1);
    assertThat(answer.at("/data/agent/version").intValue()).isEqualTo(2);
    assertThat(answer.at("/data/workflowComplete/statistics/byStatus/COMPLETED").intValue())
        .isEqualTo(1);
    assertThat(answer.at("/data/tenant/name").stringValue()).isEqualTo("acme");
  }

  @Test
  void shouldOpenSealedTexts() {
    JsonNode answer =
        anyone.ask(
            "{ conversation(id: \"%s\") { title messages { speaker content } } }"
                .formatted(story.conversation));
    assertThat(answer.at("/data/conversation/messages"))
        .isNotEmpty()
        .allSatisfy(
            message -> assertThat(message.at("/content").asString("")).doesNotStartWith("sealed:"));
    assertThat(answer.at("/data/conversation/messages/0/content").stringValue())
        .isEqualTo(
            anyone
                .get("/conversations/" + story.conversation)
                .at("/messages/0/content")
                .stringValue());
  }

  @Test
  void shouldTurnPages() {
    String list = "{ executions(limit: 1%s) { items { executionId } nextCursor } }";
    JsonNode first = anyone.ask(list.formatted("")).at("/data/executions");
    String cursor = first.at("/nextCursor").stringValue();
    JsonNode second =
        anyone.ask(list.formatted(", cursor: \"" + cursor + "\"")).at("/data/executions");
    assertThat(second.at("/items/0/executionId")).isNotEqualTo(first.at("/items/0/executionId"));

    JsonNode refused =
        anyone.ask(list.formatted(", status: \"COMPLETED\", cursor: \"" + cursor + "\""));
    assertThat(refused.at("/errors/0/extensions/code").stringValue()).isEqualTo("INVALID_ARGUMENT");
    assertThat(refused.at("/data/executions").isNull()).isTrue();
  }

  @Test
  void shouldReadThePartsOfManyThingsWithOneStatement() {
    Story many = new Story(server.record);
    many.executionStarted();
    many.drafted();
    many.validationEscalated();
    QueryServer.Client client = server.as(many.tenant);
    String question =
        """
        { executions(limit: 100) { items { executionId tasks { name } validations { status }
            agentExecutions { status modelCalls { model } } } } }
        """;
    JsonNode answer = client.ask(question);
    assertThat(answer.at("/data/executions/items/0/tasks")).hasSize(2);
    assertThat(answer.at("/data/executions/items/0/validations")).hasSize(1);
    assertThat(answer.at("/data/executions/items/0/agentExecutions/0/modelCalls")).hasSize(2);
    long before = server.statements();
    client.ask(question);
    final long forOne = server.statements() - before;

    for (int i = 0; i < 20; i++) {
      ExecutionId id = new ExecutionId(Uuids.next());
      server.record.append(many.tenant, id, many.started(id));
    }
    before = server.statements();
    assertThat(client.ask(question).at("/data/executions/items")).hasSize(21);
    assertThat(server.statements() - before).isEqualTo(forOne).isEqualTo(5);
  }

  @Test
  void shouldShowOthersNothing() {
    QueryServer.Client stranger = server.as(new TenantId(Uuids.next()), Role.REVIEWER);
    JsonNode answer =
        stranger.ask(
            "{ execution(id: \"%s\") { status } review(id: \"%s\") { status } executions { items { status } } }"
                .formatted(story.execution, story.review));
    assertThat(answer.at("/data/execution").isNull()).isTrue();
    assertThat(answer.at("/data/review").isNull()).isTrue();
    assertThat(answer.at("/errors/0/extensions/code").stringValue()).isEqualTo("NOT_FOUND");
    assertThat(answer.at("/data/executions/items").isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseWhatTheCallersRolesDoNotAllowAndAnswerTheRest() {
    JsonNode answer =
        anyone.ask("{ reviews { items { status } } apiKeys { items { name } } tenant { name } }");
    assertThat(answer.at("/data/reviews").isNull()).isTrue();
    assertThat(answer.at("/data/tenant/name").stringValue()).isEqualTo("acme");
    assertThat(answer.at("/errors")).hasSize(2);
    assertThat(answer.at("/errors/0/extensions/code").stringValue()).isEqualTo("FORBIDDEN");
    assertThat(answer.at("/errors/0/extensions/status").intValue()).isEqualTo(403);

    JsonNode allowed =
        server
            .as(story.tenant, Role.REVIEWER)
            .ask("{ reviews { items { status validation { status } } } }");
    assertThat(allowed.at("/data/reviews/items/0/validation/status").isString()).isTrue();
  }

  @Test
  void shouldWaitForAPositionOrSayThatItIsNotThereYet() {
    HttpResponse<String> answer =
        anyone.question(
            "{ tenant { name } }", "Assay-Min-Position", "99999999", "Prefer", "wait=0");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldTellToolsAboutItself() {
    JsonNode answer = anyone.ask(IntrospectionQuery.INTROSPECTION_QUERY);
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    assertThat(answer.at("/data/__schema/types")).isNotEmpty();
  }

  @Test
  void shouldQuoteWhatIsRefusedAsItWasSent() {
    JsonNode answer = anyone.ask("{ executions(status: \"100%\") { items { status } } }");
    assertThat(answer.at("/errors/0/message").stringValue()).contains("'100%'");
  }

  @Test
  void shouldFindConversationsByTheirWords() {
    JsonNode answer =
        anyone.ask("{ conversations(query: \"first TALK\") { items { conversationId } } }");
    assertThat(answer.at("/data/conversations/items/0/conversationId").stringValue())
        .isEqualTo(story.conversation.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ executions(limit: 501) { items { status } } }",
        "{ executions(sort: \"colour\") { items { status } } }",
        "{ executions(status: \"ASLEEP\") { items { status } } }",
        "{ executions(from: \"yesterday\") { items { status } } }",
        "{ executions(colour: 7) { items { status } } }",
        "{ secrets { text } }",
        "{ executions { items { status }",
        "mutation { eraseAll }",
        "{ executions(limit: 500) { items { tasks { name kind status } validations { status score rounds }"
            + " agentExecutions { status modelCalls { model provider status attempt tokensIn } } } } }",
      })
  void shouldRefuseWhatIsNotUnderstoodOrTooMuch(String query) {
    JsonNode answer = anyone.ask(query);
    assertThat(answer.at("/errors/0/extensions/code").stringValue())
        .as(answer.toString())
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(answer.toString()).doesNotContain("dev.assay", "Exception", "graphql.", "java.");
  }

  @Test
  void shouldRefuseAQueryThatIsTooDeepOrTooLong() {
    String deep =
        "{ __schema { types { "
            + String.join("", Collections.nCopies(14, "ofType { "))
            + "name"
            + String.join("", Collections.nCopies(14, " }"))
            + " } } }";
    assertThat(anyone.ask(deep).at("/errors/0/extensions/code").stringValue())
        .isEqualTo("INVALID_ARGUMENT");

    HttpResponse<String> wide = anyone.question("{ " + "tenant { name } ".repeat(2_000) + "}");
    assertThat(wide.statusCode()).isEqualTo(400);
    HttpResponse<String> many = anyone.question("{ " + "a ".repeat(6_000) + "}");
    assertThat(many.statusCode()).isEqualTo(400);
  }
}
