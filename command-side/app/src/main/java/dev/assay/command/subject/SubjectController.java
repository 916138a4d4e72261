package dev.assay.command.subject;

import dev.assay.api.id.SubjectId;
import dev.assay.api.subject.SubjectCommand.EraseSubject;
import dev.assay.api.subject.SubjectCommand.PlaceLegalHold;
import dev.assay.api.subject.SubjectCommand.ReleaseLegalHold;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.dispatch.Dispatched;
import dev.assay.eventstore.keys.SubjectKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
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

/** What becomes of a person's data as a whole. */
@RestController
@RequestMapping("/api/v1/audit/subjects/{subjectId}")
@Tag(name = "Data subjects")
public class SubjectController {
  /** Why. It is kept, sealed under the tenant's key. */
  public record Reason(String reason) {}

  /**
   * How a subject stands.
   *
   * @param subject its pseudonym: {@code subject} in the metadata of its events
   * @param status HELD, FREE or ERASED
   */
  public record Standing(String subject, String status) {}

  private final CommandDispatcher commands;
  private final DataSubjects subjects;
  private final SubjectKeys keys;

  public SubjectController(CommandDispatcher commands, DataSubjects subjects, SubjectKeys keys) {
    this.commands = commands;
    this.subjects = subjects;
    this.keys = keys;
  }

  @PostMapping("/erasure")
  @Operation(
      summary = "Make all personal text of a subject unreadable for ever (tenant administrators)",
      description =
          """
          Destroys the subject's keys: its text reads `[erased]` here at once, and on every other \
          process within a minute. Refused with 409 under a legal hold. All proofs still verify.""")
  ResponseEntity<Standing> erase(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable String subjectId,
      @RequestBody Reason why) {
    String reason = Limits.text("/reason", why.reason(), Limits.REASON);
    String subject = subjects.pseudonym(request.tenant(), subjectId);
    Dispatched<@Nullable Void> done =
        commands.send(request, new EraseSubject(id(request, subject), subject, reason));
    // The event is what counts, and whoever follows the events does this too; here it is done now.
    keys.erase(request.tenant().value(), subject);
    return done.ok(new Standing(subject, "ERASED"));
  }

  @PutMapping("/legal-hold")
  @Operation(summary = "Keep a subject's data from being erased (tenant administrators)")
  ResponseEntity<Standing> hold(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable String subjectId,
      @RequestBody Reason why) {
    String reason = Limits.text("/reason", why.reason(), Limits.REASON);
    String subject = subjects.pseudonym(request.tenant(), subjectId);
    Dispatched<@Nullable Void> done =
        commands.send(request, new PlaceLegalHold(id(request, subject), subject, reason));
    keys.hold(request.tenant().value(), subject);
    return done.ok(new Standing(subject, "HELD"));
  }

  @DeleteMapping("/legal-hold")
  @Operation(summary = "Let a subject's data be erased again (tenant administrators)")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> release(
      @Parameter(hidden = true) CommandRequest request, @PathVariable String subjectId) {
    String subject = subjects.pseudonym(request.tenant(), subjectId);
    Dispatched<@Nullable Void> done =
        commands.send(request, new ReleaseLegalHold(id(request, subject), subject));
    keys.release(request.tenant().value(), subject);
    return done.noContent();
  }

  private static SubjectId id(CommandRequest request, String subject) {
    return SubjectId.of(request.tenant(), subject);
  }
}
