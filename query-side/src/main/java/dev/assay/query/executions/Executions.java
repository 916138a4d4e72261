package dev.assay.query.executions;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Single executions. */
interface Executions extends Repository<Execution, UUID> {
  Optional<Execution> findById(UUID id);

  /** Lists of executions, without their documents. */
  interface Summaries
      extends Repository<ExecutionSummary, UUID>, JpaSpecificationExecutor<ExecutionSummary> {
    boolean existsById(UUID id);
  }

  /** Tasks in the order in which they were scheduled. */
  interface Tasks extends Repository<ExecutionTask, Long> {
    List<ExecutionTask> findByExecutionIdOrderByCreatedPosition(UUID executionId, Limit limit);

    List<ExecutionTask> findByExecutionIdInOrderByCreatedPosition(
        Collection<UUID> executionIds, Limit limit);
  }
}
