package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinPositionTest {
  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  @Test
  void shouldReadItsOwnWrites() {
    for (int i = 0; i < 30; i++) {
      ExecutionId id = new ExecutionId(Uuids.next());
      long position = server.record.append(story.tenant, id, story.started(id));
      HttpResponse<String> answer =
          anyone.send("/executions/" + id, "Assay-Min-Position", Long.toString(position));
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerWhenTheReadModelGetsThereInTime() {
    ExecutionId id = new ExecutionId(Uuids.next());
    String next = Long.toString(server.record.position() + 1);
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> anyone.send("/executions/" + id, "Assay-Min-Position", next));
    server.record.append(story.tenant, id, story.started(id));
    assertThat(waiting.join().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayComeBackWhenItDoesNot() {
    HttpResponse<String> answer =
        anyone.send("/executions", "Assay-Min-Position", "999999999", "Prefer", "wait=0");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(QueryServer.json(answer).at("/code").stringValue()).isEqualTo("UNAVAILABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "99999999999999999999"})
  void shouldRefuseWhatIsNoPosition(String position) {
    assertThat(anyone.send("/executions", "Assay-Min-Position", position).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldShowOperatorsHowFarEachProjectionIs() {
    anyone.get("/executions");
    var operator = server.as(story.tenant, dev.assay.api.envelope.Role.OPERATOR);
    var executions = operator.get("/projections/executions");
    assertThat(executions.at("/status").stringValue()).isEqualTo("RUNNING");
    assertThat(executions.at("/position").longValue())
        .isGreaterThanOrEqualTo(server.record.position());
    assertThat(executions.at("/deadLetters").longValue()).isZero();
    assertThat(operator.get("/projections").size()).isEqualTo(ReadModels.all().size());
    assertThat(operator.send("/projections/nothing").statusCode()).isEqualTo(404);
    assertThat(anyone.send("/projections").statusCode()).isEqualTo(403);
    assertThat(Map.of("lag", executions.at("/lagEvents").longValue())).containsEntry("lag", 0L);
  }
}
