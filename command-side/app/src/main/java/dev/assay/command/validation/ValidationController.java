package dev.assay.command.validation;

import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.subject.DataSubjects;
import dev.assay.domain.workflow.PipelineReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Validates content without a workflow. */
@RestController
@Tag(name = "Validations")
public class ValidationController {
  /**
   * Content to judge.
   *
   * @param context what judges may also read
   * @param producer the agent that revises refused content: {@code {agent, version?, input,
   *     output?}}; null where nobody does
   * @param pipeline as in a workflow's {@code call: validate}
   * @param priority 0 to 9, the highest first; null takes 5
   * @param subjectId the person whose data it is, as the client names them; null is nobody
   */
  public record NewValidation(
      JsonNode content,
      @Nullable JsonNode context,
      @Nullable JsonNode producer,
      JsonNode pipeline,
      @Nullable Integer priority,
      @Nullable String subjectId) {}

  /** The validation that was started. */
  public record ValidationAccepted(ValidationId validationId) {}

  private final CommandDispatcher commands;
  private final DataSubjects subjects;

  public ValidationController(CommandDispatcher commands, DataSubjects subjects) {
    this.commands = commands;
    this.subjects = subjects;
  }

  @PostMapping("/api/v1/validations")
  @Operation(summary = "Have content judged by a pipeline of validators")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<ValidationAccepted> request(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewValidation wanted) {
    ValidationId id = new ValidationId(request.newId("validation"));
    return commands
        .send(
            subjects.of(request, wanted.subjectId()),
            new RequestValidation(
                id,
                wanted.content(),
                wanted.context(),
                PipelineReader.require(wanted.pipeline(), wanted.producer()),
                Limits.priority(wanted.priority()),
                null))
        .accepted("/api/v1/validations/" + id, new ValidationAccepted(id));
  }
}
