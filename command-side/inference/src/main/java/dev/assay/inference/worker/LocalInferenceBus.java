package dev.assay.inference.worker;

import dev.assay.api.inference.RunInference;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.InferenceCommandHandler;
import java.util.Map;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;

/**
 * The bus on which {@code RunInference} travels: inside this process, without a transaction and
 * without the time limits that other command handlers have, because a call to a model may take
 * minutes.
 */
public final class LocalInferenceBus {
  private final CommandBus bus = SimpleCommandBus.builder().build();

  public LocalInferenceBus(InferenceCommandHandler handler) {
    ClassLoader loader = LocalInferenceBus.class.getClassLoader();
    var unused =
        new AnnotationCommandHandlerAdapter<>(
                handler,
                ClasspathParameterResolverFactory.forClassLoader(loader),
                ClasspathHandlerDefinition.forClassLoader(loader))
            .subscribe(bus);
  }

  /**
   * Runs in the caller's thread.
   *
   * @throws IllegalStateException for a mistake in the handler
   */
  CallOutcome run(RunInference command, Map<String, String> envelope) {
    FutureCallback<RunInference, CallOutcome> callback = new FutureCallback<>();
    bus.dispatch(new GenericCommandMessage<>(command).withMetaData(envelope), callback);
    var result = callback.getNow(null);
    if (result == null || result.isExceptional()) {
      throw new IllegalStateException(
          "Expected an outcome of " + command.requestId() + ", but its handler failed",
          result == null ? null : result.exceptionResult());
    }
    return result.getPayload();
  }
}
