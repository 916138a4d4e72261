package dev.assay.sagas.validationpipeline;

import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.Settled;
import dev.assay.sagas.Courier;
import dev.assay.sagas.ProcessSaga;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

/** One per validation, from its first round to its decision. */
@ProcessingGroup("validation-pipeline")
public class ValidationPipelineSaga extends ProcessSaga<ValidationPipelineProcess> {
  public ValidationPipelineSaga() {
    super(ValidationPipelineProcess.NEW);
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "validationId")
  void on(RoundOpened event, EventMessage<?> message, Courier courier) {
    SagaLifecycle.associateWith("forValidation", event.validationId().toString());
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "validationId")
  void on(RoundConcluded event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "validationId")
  void on(RevisionRequested event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "validationId")
  void on(Settled event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "validationId")
  void on(ReviewDecided event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "forValidation")
  void on(Ended event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }
}
