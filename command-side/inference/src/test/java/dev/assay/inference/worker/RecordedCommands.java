package dev.assay.inference.worker;

import dev.assay.api.agentexecution.AgentExecutionCommand;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;

/** A command bus at whose other end every command is written down, or refused as the test says. */
final class RecordedCommands {
  final List<CommandMessage<?>> received = new CopyOnWriteArrayList<>();
  final Queue<RuntimeException> refusals = new ConcurrentLinkedQueue<>();
  private final CommandBus bus = SimpleCommandBus.builder().build();

  RecordedCommands() {
    var first = bus.subscribe(RecordModelAnswer.class.getName(), this::handle);
    var second = bus.subscribe(RecordModelFailure.class.getName(), this::handle);
  }

  CommandBus bus() {
    return bus;
  }

  <C extends AgentExecutionCommand> List<C> of(Class<C> type) {
    return received.stream()
        .map(CommandMessage::getPayload)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private Object handle(CommandMessage<?> command) {
    RuntimeException refusal = refusals.poll();
    if (refusal != null) {
      throw refusal;
    }
    received.add(command);
    return "done";
  }
}
