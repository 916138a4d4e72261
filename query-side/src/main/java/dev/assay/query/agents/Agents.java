package dev.assay.query.agents;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Agents. */
interface Agents extends Repository<Agent, UUID>, JpaSpecificationExecutor<Agent> {
  Optional<Agent> findById(UUID id);

  /** Their versions. */
  interface Versions extends Repository<AgentVersion, Long> {
    Optional<AgentVersion> findByAgentIdAndVersion(UUID agentId, int version);

    List<AgentVersion> findByAgentIdOrderByVersionDesc(UUID agentId, Limit limit);
  }
}
