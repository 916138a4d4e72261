package dev.assay.query.agents;

import dev.assay.query.reading.MainRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An agent with its latest definition, as JSON. */
@Entity
@Immutable
@Table(schema = "read_model", name = "agents")
@AttributeOverride(name = "id", column = @Column(name = "agent_id"))
class Agent extends MainRow {
  String name;
  String role;
  String status;
  int latestVersion;
  String contentHash;
  String definition;
}
