package dev.assay.domain;

import dev.assay.domain.agent.Agent;
import dev.assay.domain.agent.AgentState;
import dev.assay.domain.agentexecution.AgentExecution;
import dev.assay.domain.apikey.ApiKey;
import dev.assay.domain.conversation.Conversation;
import dev.assay.domain.review.Review;
import dev.assay.domain.subject.Subject;
import dev.assay.domain.tenant.Tenant;
import dev.assay.domain.validation.Validation;
import dev.assay.domain.workflow.Workflow;
import dev.assay.domain.workflow.WorkflowState;
import dev.assay.domain.workflowexecution.ExecutionState;
import dev.assay.domain.workflowexecution.WorkflowExecution;
import java.util.List;

/**
 * What a server registers with Axon, as plain lists.
 *
 * <p>Handlers of these aggregates take as parameters: a {@link java.time.Clock}, a {@link
 * dev.assay.domain.agent.AgentVersions}, a {@link dev.assay.domain.agentexecution.ModelCatalog}, a
 * {@link dev.assay.domain.workflow.KnownAgents} and a {@link
 * dev.assay.domain.workflow.WorkflowVersions}; each must be a component (a bean) of the server.
 *
 * <p>No aggregate is snapshotted: each one's life is bounded by its own limits.
 */
public final class DomainAggregates {
  private DomainAggregates() {}

  /** Aggregate roots; each is event sourced and handles its own commands. */
  public static List<Class<?>> aggregates() {
    return List.of(
        Tenant.class,
        ApiKey.class,
        Subject.class,
        Agent.class,
        AgentExecution.class,
        Validation.class,
        Review.class,
        Conversation.class,
        Workflow.class,
        WorkflowExecution.class);
  }

  /** The tables that the state diagrams are drawn from. */
  public static List<LifeCycle<?>> lifeCycles() {
    return List.of(
        Tenant.LIFE_CYCLE,
        ApiKey.LIFE_CYCLE,
        Subject.LIFE_CYCLE,
        AgentState.LIFE_CYCLE,
        AgentExecution.LIFE_CYCLE,
        Validation.LIFE_CYCLE,
        Review.LIFE_CYCLE,
        Conversation.LIFE_CYCLE,
        WorkflowState.LIFE_CYCLE,
        ExecutionState.LIFE_CYCLE);
  }

  /** How each of them comes of its events. */
  public static List<Evolution<?, ?>> evolutions() {
    return List.of(
        Tenant.EVOLUTION,
        ApiKey.EVOLUTION,
        Subject.EVOLUTION,
        AgentState.EVOLUTION,
        AgentExecution.EVOLUTION,
        Validation.EVOLUTION,
        Review.EVOLUTION,
        Conversation.EVOLUTION,
        WorkflowState.EVOLUTION,
        ExecutionState.EVOLUTION);
  }
}
