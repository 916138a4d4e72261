package dev.assay.sagas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class CommandSenderTest {
  private record Greet(String name) {}

  private static final class StoredBefore extends RuntimeException implements AlreadyDone {
    private static final long serialVersionUID = 1L;
  }

  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final CommandSender sender = new CommandSender(bus, Duration.ofMillis(200));
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void shouldBeDoneWhenTheHandlerReturns() {
    handle(() -> {});
    assertThat(send()).isNull();
  }

  @Test
  void shouldBeDoneWhenTheRecordHasItAlready() {
    handle(
        () -> {
          throw new IllegalStateException("append", new StoredBefore());
        });
    assertThat(send()).isNull();
    assertThat(calls).hasValue(1);
  }

  @Test
  void shouldAnswerTheRefusal() {
    handle(
        () -> {
          throw CommandRejected.invalidState("Expected an agent, but it is retired");
        });
    assertThat(send())
        .isInstanceOfSatisfying(
            CommandRejected.class,
            why -> assertThat(why.code()).isEqualTo(RejectionCode.INVALID_STATE));
  }

  @Test
  void shouldTryAgainWhenTwoCommandsMeet() {
    handle(
        () -> {
          if (calls.get() < 3) {
            throw new ConcurrencyException("met another");
          }
        });
    assertThat(send()).isNull();
    assertThat(calls).hasValue(3);
  }

  @Test
  void shouldGiveUpAfterFiveMeetings() {
    handle(
        () -> {
          throw new ConcurrencyException("met another");
        });
    assertThatThrownBy(this::send).isInstanceOf(CommandNotDone.class);
    assertThat(calls).hasValue(5);
  }

  @Test
  void shouldNotTakeAFaultForARefusal() {
    handle(
        () -> {
          throw new IllegalStateException("the connection is gone");
        });
    assertThatThrownBy(this::send)
        .isInstanceOf(CommandNotDone.class)
        .hasRootCauseMessage("the connection is gone");
  }

  @Test
  void shouldNotTakeAMissingHandlerForARefusal() {
    assertThatThrownBy(this::send).isInstanceOf(CommandNotDone.class);
  }

  @Test
  void shouldNotWaitForEverNorTakeSilenceForARefusal() {
    CountDownLatch never = new CountDownLatch(1);
    handle(never::await);
    assertThatThrownBy(this::send).isInstanceOf(CommandNotDone.class);
    never.countDown();
  }

  @Test
  void shouldNotJoinTheSendersUnitOfWork() {
    AtomicReference<Boolean> nested = new AtomicReference<>();
    handle(() -> nested.set(CurrentUnitOfWork.map(UnitOfWork::parent).orElseThrow().isPresent()));
    DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("event"))
        .execute(() -> assertThat(send()).isNull());
    assertThat(nested).hasValue(false);
  }

  private @org.jspecify.annotations.Nullable CommandRejected send() {
    return sender.send(new Greet("ann"), Map.of());
  }

  private interface Handler {
    void run() throws Exception;
  }

  private void handle(Handler handler) {
    bus.subscribe(
        Greet.class.getName(),
        message -> {
          calls.incrementAndGet();
          handler.run();
          return null;
        });
  }
}
