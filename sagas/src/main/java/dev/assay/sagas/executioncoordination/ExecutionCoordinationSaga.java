package dev.assay.sagas.executioncoordination;

import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.validation.ValidationEvent.Settled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.sagas.Courier;
import dev.assay.sagas.ProcessSaga;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

/** One per workflow execution, from its start (or a retry) to its end. */
@ProcessingGroup("execution-coordination")
public class ExecutionCoordinationSaga extends ProcessSaga<ExecutionCoordinationProcess> {
  public ExecutionCoordinationSaga() {
    super(ExecutionCoordinationProcess.NEW);
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "executionId")
  void on(ExecutionStarted event, EventMessage<?> message, Courier courier) {
    associate(event.executionId());
    handle(message, courier);
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "executionId")
  void on(ExecutionRetried event, EventMessage<?> message, Courier courier) {
    associate(event.executionId());
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "executionId")
  void on(TaskScheduled event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "executionId")
  void on(TaskCancelled event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "forExecution")
  void on(Ended event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "originExecutionId")
  void on(Settled event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "executionId")
  void on(ExecutionCompleted event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "executionId")
  void on(ExecutionFaulted event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "executionId")
  void on(ExecutionCancelled event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  private static void associate(ExecutionId execution) {
    SagaLifecycle.associateWith("forExecution", execution.toString());
    SagaLifecycle.associateWith("originExecutionId", execution.toString());
  }
}
