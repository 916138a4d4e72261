package dev.assay.command.agent;

import dev.assay.api.agent.AgentCommand.RegisterAgentVersion;
import dev.assay.api.agent.AgentCommand.RegisteredAgent;
import dev.assay.api.agent.AgentCommand.RetireAgent;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import dev.assay.command.subject.DataSubjects;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Registers agents and has them run. */
@RestController
@RequestMapping("/api/v1/agents/{name}")
@Tag(name = "Agents")
public class AgentController {
  /** The version that the definition has. */
  public record AgentVersion(String name, int version, String contentHash) {}

  /**
   * One run of an agent.
   *
   * @param input what the agent works on
   * @param context what it may also read
   * @param version null takes the latest
   * @param deadline null takes the agent's own time limit
   * @param priority 0 to 9, the highest first; null takes 5
   * @param subjectId the person whose data it is, as the client names them; null is nobody
   */
  public record NewAgentExecution(
      JsonNode input,
      @Nullable JsonNode context,
      @Nullable Integer version,
      @Nullable Instant deadline,
      @Nullable Integer priority,
      @Nullable String subjectId) {}

  /** The run that was started. */
  public record AgentExecutionAccepted(AgentExecutionId agentExecutionId) {}

  private final CommandDispatcher commands;
  private final DataSubjects subjects;

  public AgentController(CommandDispatcher commands, DataSubjects subjects) {
    this.commands = commands;
    this.subjects = subjects;
  }

  @PutMapping
  @Operation(
      summary = "Register a version of an agent; the same definition again is no new version")
  @ApiResponse(responseCode = "201", description = "A new version")
  @ApiResponse(responseCode = "200", description = "The version that has this definition already")
  ResponseEntity<AgentVersion> register(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable String name,
      @RequestBody AgentBody body) {
    Dispatched<RegisteredAgent> done =
        commands.send(
            request,
            new RegisterAgentVersion(
                AgentNames.id(request.tenant(), name), name, body.toDefinition()),
            RegisteredAgent.class,
            events -> {
              var stored = CommandDispatcher.only(events, AgentVersionRegistered.class);
              return new RegisteredAgent(
                  stored.name(), stored.version(), stored.contentHash(), true);
            });
    RegisteredAgent agent = done.result();
    AgentVersion answer = new AgentVersion(agent.name(), agent.version(), agent.contentHash());
    return agent.created()
        ? done.created("/api/v1/agents/" + name + "/versions/" + agent.version(), answer)
        : done.ok(answer);
  }

  @DeleteMapping
  @Operation(summary = "Retire an agent: it can be run no more")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> retire(
      @Parameter(hidden = true) CommandRequest request, @PathVariable String name) {
    return commands
        .send(request, new RetireAgent(AgentNames.id(request.tenant(), name)))
        .noContent();
  }

  @PostMapping("/executions")
  @Operation(summary = "Run an agent once")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<AgentExecutionAccepted> start(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable String name,
      @RequestBody NewAgentExecution wanted) {
    AgentExecutionId id = new AgentExecutionId(request.newId("agent-execution"));
    return commands
        .send(
            subjects.of(request, wanted.subjectId()),
            new StartAgentExecution(
                id,
                name,
                wanted.version(),
                wanted.input(),
                wanted.context(),
                Limits.priority(wanted.priority()),
                wanted.deadline(),
                null))
        .accepted("/api/v1/agent-executions/" + id, new AgentExecutionAccepted(id));
  }
}
