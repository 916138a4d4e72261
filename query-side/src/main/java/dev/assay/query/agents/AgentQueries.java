package dev.assay.query.agents;

import dev.assay.api.CommandRejected;
import dev.assay.api.agent.AgentNames;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Agents by name, for anyone of the tenant. */
@RestController
@Reads("agents")
@Tag(name = "Agents")
public class AgentQueries {
  private static final Sorting<Agent> SORTING =
      Sorting.<Agent>newestFirst().text("name", row -> row.name);
  private static final Limit MAX_VERSIONS = Limit.of(500);

  record AgentView(
      String name,
      String role,
      String status,
      int version,
      String contentHash,
      @Nullable Json definition,
      Instant createdAt,
      Instant updatedAt) {
    static AgentView of(Agent row) {
      return new AgentView(
          row.name,
          row.role,
          row.status,
          row.latestVersion,
          row.contentHash,
          Json.of(row.definition),
          row.createdAt(),
          row.updatedAt());
    }
  }

  record VersionView(
      String name,
      int version,
      String contentHash,
      @Nullable Json definition,
      Instant registeredAt) {
    static VersionView of(AgentVersion row) {
      return new VersionView(
          row.name, row.version, row.contentHash, Json.of(row.definition), row.createdAt());
    }
  }

  private final TenantReader reader;
  private final Agents agents;
  private final Agents.Versions versions;

  AgentQueries(TenantReader reader, Agents agents, Agents.Versions versions) {
    this.reader = reader;
    this.agents = agents;
    this.versions = versions;
  }

  @GetMapping("/api/v1/agents")
  @Operation(summary = "Agents, the newest first; sort by createdAt or name")
  Page<AgentView> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String role,
      @RequestParam @Nullable String status) {
    String wanted = Filters.oneOf("status", status, List.of("ACTIVE", "RETIRED"));
    return reader
        .read(
            caller,
            () ->
                Keyset.page(
                    agents,
                    page,
                    Filters.<Agent>equal("role", role).and(Filters.equal("status", wanted)),
                    SORTING))
        .map(AgentView::of);
  }

  @GetMapping("/api/v1/agents/{name}")
  @Operation(summary = "One agent in its latest version")
  ResponseEntity<AgentView> one(Caller caller, @PathVariable String name) {
    UUID id = AgentNames.id(caller.tenant(), name).value();
    return reader.read(
        caller, () -> Answers.one(agents.findById(id), AgentView::of, "agent", name));
  }

  @GetMapping("/api/v1/agents/{name}/versions")
  @Operation(summary = "An agent's versions, the latest first; at most 500")
  Page<VersionView> versions(Caller caller, @PathVariable String name) {
    UUID id = AgentNames.id(caller.tenant(), name).value();
    return reader.read(
        caller,
        () -> {
          if (agents.findById(id).isEmpty()) {
            throw CommandRejected.notFound("agent", name);
          }
          List<AgentVersion> found = versions.findByAgentIdOrderByVersionDesc(id, MAX_VERSIONS);
          return new Page<>(found, null).map(VersionView::of);
        });
  }

  @GetMapping("/api/v1/agents/{name}/versions/{version}")
  @Operation(summary = "One version of an agent")
  ResponseEntity<VersionView> version(
      Caller caller, @PathVariable String name, @PathVariable int version) {
    UUID id = AgentNames.id(caller.tenant(), name).value();
    return reader.read(
        caller,
        () ->
            Answers.one(
                versions.findByAgentIdAndVersion(id, version),
                VersionView::of,
                "version " + version + " of agent",
                name));
  }
}
