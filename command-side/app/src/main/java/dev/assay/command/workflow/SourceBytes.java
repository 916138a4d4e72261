package dev.assay.command.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Definitions are UTF-8; anything else is refused and not mended. */
final class SourceBytes {
  private SourceBytes() {}

  static String text(byte[] source) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source)).toString();
    } catch (CharacterCodingException e) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT, "Expected a definition in UTF-8, but it is not");
    }
  }
}
