package dev.assay.command.dispatch;

import dev.assay.api.AlreadyDone;
import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs how commands end, for whoever runs the server. A refusal is a normal answer, and its sender
 * has it; only what the sender could not have done better is worth a warning.
 */
public final class OutcomeLog implements CommandCallback<Object, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

  @Override
  public void onResult(CommandMessage<?> command, CommandResultMessage<?> result) {
    if (!result.isExceptional()) {
      return;
    }
    Throwable failure = result.exceptionResult();
    String name = command.getPayloadType().getSimpleName();
    switch (Refused.by(failure, command)) {
      case CommandRejected refusal when refusal.code() != RejectionCode.UNAVAILABLE ->
          LOG.debug("{} was refused as {}: {}", name, refusal.code(), refusal.getMessage());
      case RuntimeException repeat when repeat instanceof AlreadyDone ->
          LOG.debug("{} was done before", name);
      // The stack is logged where the request ends, with its trace id.
      default -> LOG.warn("{} failed: {}", name, failure.toString());
    }
  }
}
