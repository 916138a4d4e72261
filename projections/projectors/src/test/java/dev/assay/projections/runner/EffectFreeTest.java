package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.net.http.HttpClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectFreeTest {
  /** Would send a message for each event, and again in each rebuild. */
  private static final class Teller implements Projector {
    @SuppressWarnings("UnusedVariable")
    private final HttpClient messages;

    Teller(HttpClient messages) {
      this.messages = messages;
    }

    @Override
    public ReadModel readModel() {
      return ReadModels.EXECUTIONS;
    }

    @Override
    public List<RowChange> changes(StoredEvent event) {
      return List.of();
    }
  }

  @Test
  void shouldLetEveryProjectorOfOursRun() {
    assertThatCode(() -> ProjectionConfiguration.projectors().forEach(EffectFree::require))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNotStartWithAProjectorThatCanActOutside() {
    try (Harness harness = new Harness();
        HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> harness.runners(List.of(new Teller(client))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no way to act outside, but its field messages is a java.net.http");
    }
  }
}
