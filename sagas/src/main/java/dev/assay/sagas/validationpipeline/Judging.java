package dev.assay.sagas.validationpipeline;

import dev.assay.api.id.AgentExecutionId;

/** A judge at work on the open round. */
record Judging(AgentExecutionId execution, Judge judge) {}
