package dev.assay.query.agentexecutions;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Single runs of agents. */
interface AgentExecutions extends Repository<AgentExecution, UUID> {
  Optional<AgentExecution> findById(UUID id);

  /** Lists of runs, without their documents. */
  interface Summaries
      extends Repository<AgentExecutionSummary, UUID>,
          JpaSpecificationExecutor<AgentExecutionSummary> {
    List<AgentExecutionSummary> findByOwnerIdInOrderByCreatedAt(
        Collection<UUID> ownerIds, Limit limit);
  }

  /** Their model calls in the order in which they were requested. */
  interface Calls extends Repository<ModelCall, Long> {
    List<ModelCall> findByAgentExecutionIdOrderByCreatedPosition(UUID id, Limit limit);

    List<ModelCall> findByAgentExecutionIdInOrderByCreatedPosition(
        Collection<UUID> ids, Limit limit);
  }
}
