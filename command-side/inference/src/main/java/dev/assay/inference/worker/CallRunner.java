package dev.assay.inference.worker;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventJson;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.RunInference;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.ModelErrorClass;
import dev.assay.inference.queue.ClaimedCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** From a claimed call to its outcome. */
final class CallRunner {
  private static final Logger log = LoggerFactory.getLogger(CallRunner.class);

  private final LocalInferenceBus bus;
  private final int maxAttempts;

  CallRunner(LocalInferenceBus bus, int maxAttempts) {
    this.bus = bus;
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
      return bus.run(commandOf(call), RecordingCommands.envelope(call));
    } catch (JacksonException | IllegalStateException e) {
      log.error("Model call {} could not be made", call.requestId(), e);
      return failed(call, "Expected to make the call, but the worker has a mistake");
    }
  }

  private static RunInference commandOf(ClaimedCall call) {
    ModelCallRequested request =
        EventJson.mapper().readValue(call.request(), ModelCallRequested.class);
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
