package dev.assay.command.review;

import dev.assay.api.id.ReviewId;
import dev.assay.api.review.ReviewCommand.DecideReview;
import dev.assay.api.review.ReviewDecision;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes the decisions of reviewers. */
@RestController
@Tag(name = "Reviews")
public class ReviewController {
  private static final int HASH = 100;

  /**
   * What a reviewer decides.
   *
   * @param contentHash of the content that the reviewer was shown
   * @param reasonCode such as {@code accurate} or {@code missing-fact}
   * @param content the reviewer's own text; with EDIT only
   */
  public record Decision(
      ReviewDecision decision,
      String contentHash,
      String reasonCode,
      @Nullable String comment,
      @Nullable JsonNode content) {}

  private final CommandDispatcher commands;

  public ReviewController(CommandDispatcher commands) {
    this.commands = commands;
  }

  @PostMapping("/api/v1/reviews/{id}/decision")
  @Operation(summary = "Approve, reject or edit content that was escalated to a person")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> decide(
      @Parameter(hidden = true) CommandRequest request,
      @PathVariable ReviewId id,
      @RequestBody Decision decision) {
    boolean edited = decision.decision() == ReviewDecision.EDIT;
    if (edited != (decision.content() != null)) {
      throw Limits.invalid(
          "/content",
          edited
              ? "Expected the edited content, but there is none"
              : "Expected content with EDIT only, but it is sent with " + decision.decision());
    }
    return commands
        .send(
            request,
            new DecideReview(
                id,
                decision.decision(),
                Limits.text("/contentHash", decision.contentHash(), HASH),
                Limits.text("/reasonCode", decision.reasonCode(), Limits.NAME),
                Limits.optional("/comment", decision.comment(), Limits.REASON),
                decision.content()))
        .noContent();
  }
}
