package dev.assay.query.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.util.List;
import java.util.Map;

/** A refusal that points into the body of a request. */
public final class BodyFault {
  private BodyFault() {}

  /**
   * @param pointer JSON pointer (RFC 6901); empty is the whole body
   */
  public static CommandRejected at(String pointer, String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        pointer.isEmpty() ? detail : detail + " at " + pointer,
        Map.of(),
        List.of(new InputError(pointer, null, null, "INVALID_ARGUMENT", detail, null)));
  }

  /** A pointer one step further, to a member of any name. */
  static String below(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
