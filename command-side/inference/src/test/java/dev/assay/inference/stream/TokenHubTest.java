package dev.assay.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.TokenFeed;
import dev.assay.inference.TokenSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenHubTest {
  private final TokenHub hub = new TokenHub();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final AgentExecutionId execution = new AgentExecutionId(Uuids.next());
  private final ModelCallId call = new ModelCallId(Uuids.next());

  @Test
  void shouldPassPiecesOnInOrderToEveryListener() throws Exception {
    try (var first = hub.subscribe(tenant, execution);
        var second = hub.subscribe(tenant, execution)) {
      TokenSink sink = hub.sinkOf(tenant, execution, call);
      sink.delta("one ");
      sink.delta("two");

      for (TokenFeed.Subscription listener : List.of(first, second)) {
        assertThat(listener.next(Duration.ofSeconds(1)))
            .isEqualTo(new TokenFeed.Piece(call, "one ", false));
        assertThat(listener.next(Duration.ofSeconds(1)))
            .isEqualTo(new TokenFeed.Piece(call, "two", false));
      }
    }
  }

  @Test
  void shouldNeverWaitForASlowListenerAndSayThatPiecesAreLost() throws Exception {
    try (var slow = hub.subscribe(tenant, execution)) {
      TokenSink sink = hub.sinkOf(tenant, execution, call);
      for (int i = 0; i < Listener.BUFFERED + 5; i++) {
        sink.delta("x");
      }
      for (int i = 0; i < Listener.BUFFERED; i++) {
        assertThat(slow.next(Duration.ZERO)).isEqualTo(new TokenFeed.Piece(call, "x", false));
      }
      assertThat(slow.next(Duration.ZERO)).isNull();
      sink.delta("y");
      sink.delta("z");
      assertThat(slow.next(Duration.ZERO)).isEqualTo(new TokenFeed.Piece(call, "y", true));
      assertThat(slow.next(Duration.ZERO)).isEqualTo(new TokenFeed.Piece(call, "z", false));
    }
  }

  @Test
  void shouldForgetExecutionsThatNobodyListensToAnyMore() {
    var listener = hub.subscribe(tenant, execution);
    assertThat(hub.topics()).isEqualTo(1);

    listener.close();

    assertThat(hub.topics()).isZero();
  }

  @Test
  void shouldRefuseMoreListenersThanTheLimit() {
    List<TokenFeed.Subscription> listeners = new ArrayList<>();
    for (int i = 0; i < TokenHub.MAX_LISTENERS; i++) {
      listeners.add(hub.subscribe(tenant, execution));
    }

    assertThatThrownBy(() -> hub.subscribe(tenant, execution))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining("at most 100 listeners");
    listeners.forEach(TokenFeed.Subscription::close);
  }
}
