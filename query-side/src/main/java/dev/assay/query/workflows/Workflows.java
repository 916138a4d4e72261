package dev.assay.query.workflows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Workflows. */
interface Workflows extends Repository<Workflow, UUID>, JpaSpecificationExecutor<Workflow> {
  Optional<Workflow> findById(UUID id);

  /** Single versions. */
  interface Versions extends Repository<WorkflowVersion, Long> {
    Optional<WorkflowVersion> findByWorkflowIdAndVersion(UUID workflowId, String version);
  }

  /** Lists of versions, the one registered last first. */
  interface VersionSummaries extends Repository<WorkflowVersionSummary, Long> {
    List<WorkflowVersionSummary> findByWorkflowIdOrderByCreatedPositionDesc(
        UUID workflowId, Limit limit);
  }
}
