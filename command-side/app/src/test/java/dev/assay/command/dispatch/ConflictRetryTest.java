package dev.assay.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only conflicts are tried again, and not for ever. */
class ConflictRetryTest {
  private final ConflictRetry retry = new ConflictRetry();
  private final AtomicInteger handled = new AtomicInteger();

  @AfterEach
  void stop() {
    retry.close();
  }

  /** Fails with a conflict so often, and then answers. */
  private CommandGateway gateway(int conflicts, RuntimeException other) {
    SimpleCommandBus bus = SimpleCommandBus.builder().build();
    bus.subscribe(
        String.class.getName(),
        command -> {
          if (handled.incrementAndGet() <= conflicts) {
            throw other;
          }
          return "done";
        });
    return DefaultCommandGateway.builder().commandBus(bus).retryScheduler(retry).build();
  }

  @Test
  void shouldTryAgainUntilItIsAlone() {
    CommandGateway gateway = gateway(3, new ConcurrencyException("another writer was first"));

    assertThat(gateway.<String>sendAndWait("command", 10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(handled).hasValue(4);
  }

  @Test
  void shouldGiveUpAfterSomeTries() {
    CommandGateway gateway = gateway(1_000, new ConcurrencyException("another writer was first"));

    assertThatThrownBy(() -> gateway.sendAndWait("command", 10, TimeUnit.SECONDS))
        .isInstanceOf(ConcurrencyException.class);
    assertThat(handled).hasValue(ConflictRetry.MAX_RETRIES + 1);
  }

  @Test
  void shouldNotTryARefusalAgain() {
    CommandGateway gateway = gateway(1_000, CommandRejected.invalidState("Expected otherwise"));

    assertThatThrownBy(() -> gateway.sendAndWait("command", 10, TimeUnit.SECONDS))
        .isInstanceOf(CommandRejected.class);
    assertThat(handled).hasValue(1);
  }
}
