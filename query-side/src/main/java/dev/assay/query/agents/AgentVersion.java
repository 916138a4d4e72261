package dev.assay.query.agents;

import dev.assay.query.reading.PartRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One version of an agent's definition, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agent_versions")
class AgentVersion extends PartRow {
  UUID agentId;
  int version;
  String name;
  String contentHash;
  String definition;
}
