package dev.assay.sagas.timelimit;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.sagas.Courier;
import dev.assay.sagas.ProcessSaga;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;

/** One per agent execution, for as long as it runs. */
@ProcessingGroup("time-limit")
public class TimeLimitSaga extends ProcessSaga<TimeLimitProcess> {
  public TimeLimitSaga() {
    super(new TimeLimitProcess());
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "agentExecutionId")
  void on(AgentExecutionStarted event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }

  @SagaEventHandler(associationProperty = "agentExecutionId")
  void on(Ended event, EventMessage<?> message, Courier courier) {
    handle(message, courier);
  }
}
