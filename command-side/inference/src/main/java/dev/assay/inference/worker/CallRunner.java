package dev.assay.inference.worker;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.RunInference;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.eventstore.seal.SealedText;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.queue.ClaimedCall;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** From a claimed call to its outcome. */
final class CallRunner {
  private static final Logger log = LoggerFactory.getLogger(CallRunner.class);

  private static final Duration UNTIL_KEYS_ARE_BACK = Duration.ofSeconds(5);

  private final LocalInferenceBus bus;
  private final EventCodec codec;
  private final int maxAttempts;

  CallRunner(LocalInferenceBus bus, EventCodec codec, int maxAttempts) {
    this.bus = bus;
    this.codec = codec;
    this.maxAttempts = maxAttempts;
  }

  CallOutcome run(ClaimedCall call) {
    if (call.attempts() > maxAttempts) {
      return failed(
          call,
          "Expected a worker to live through the call, but it was begun %d times without an end"
              .formatted(maxAttempts));
    }
    try {
      RunInference command = commandOf(call);
      return isErased(command)
          ? failed(call, "Expected to make the call, but what it asks has been erased")
          : bus.run(command, RecordingCommands.envelope(call));
    } catch (KeysUnavailableException e) {
      log.warn("Model call {} waits for the keys: {}", call.requestId(), e.getMessage());
      return new CallOutcome.Busy(UNTIL_KEYS_ARE_BACK);
    } catch (JacksonException | IllegalStateException e) {
      log.error("Model call {} could not be made", call.requestId(), e);
      return failed(call, "Expected to make the call, but the worker has a mistake");
    }
  }

  private RunInference commandOf(ClaimedCall call) {
    EventCatalog.Entry entry = codec.entryOf(ModelCallRequested.class);
    ModelCallRequested request =
        (ModelCallRequested)
            codec.open(
                entry.name(), entry.revision(), call.request(), call.tenantId(), call.eventId());
    return new RunInference(
        request.agentExecutionId(),
        request.requestId(),
        call.leaseId(),
        request.model(),
        request.parameters(),
        request.messages(),
        request.outputSchema(),
        request.deadline());
  }

  private static boolean isErased(RunInference command) {
    return command.messages().stream()
        .anyMatch(message -> message.text().equals(SealedText.ERASED));
  }

  private static CallOutcome failed(ClaimedCall call, String message) {
    return new CallOutcome.Failed(
        new ModelFailure(
            call.model().provider(),
            call.model().model(),
            ModelErrorClass.INTERNAL.name(),
            message,
            false,
            0));
  }
}
