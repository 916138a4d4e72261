package dev.assay.api.replay;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The first place where what was decided anew is not what was recorded.
 *
 * @param position of the recorded event; of the one that caused the surplus where nothing was
 *     recorded
 * @param eventId as {@code position}
 * @param expected what the record has; null where it has nothing
 * @param got what was decided anew; null where nothing was
 * @param command what both came of; null where nothing that happened before causes such a command
 * @param reason one sentence
 */
public record Divergence(
    long position,
    UUID eventId,
    @Clear String aggregateType,
    UUID aggregateId,
    long sequence,
    @Clear @Nullable String expectedType,
    @Clear @Nullable String gotType,
    @Personal @Nullable JsonNode expected,
    @Personal @Nullable JsonNode got,
    @Nullable CausingCommand command,
    @Personal String reason) {

  /**
   * The command that was carried out.
   *
   * @param type its simple name
   * @param sender a process manager, or {@code record} for what came from outside
   * @param cause the event because of which it was sent; null where it came from outside
   */
  public record CausingCommand(
      @Clear String type, UUID commandId, @Clear String sender, @Nullable UUID cause) {}
}
