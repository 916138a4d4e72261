package dev.assay.http;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Opaque cursors: the sort values of the last item, as base64url of a JSON array of strings. */
public final class Cursors {
  private static final int MAX_LENGTH = 2_000;

  private Cursors() {}

  public static String encode(List<String> parts) {
    byte[] json = JsonMapper.shared().writeValueAsBytes(parts);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /** Throws {@code INVALID_ARGUMENT} for anything that {@link #encode} did not make. */
  public static List<String> decode(String cursor, int parts) {
    if (cursor.length() <= MAX_LENGTH) {
      try {
        String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String[] decoded = JsonMapper.shared().readValue(json, String[].class);
        if (decoded != null && decoded.length == parts) {
          return List.of(decoded);
        }
      } catch (IllegalArgumentException | JacksonException | NullPointerException e) {
        // Fall through: whatever is wrong with it, the advice is the same.
      }
    }
    throw refused("Expected a cursor that a list has answered, but this is none");
  }

  /** A cursor says where a page begins in one order of one list. */
  static CommandRejected ofAnotherList() {
    return refused(
        "Expected a cursor of this list, with this sort and these filters, but it is of another");
  }

  private static CommandRejected refused(String detail) {
    return new CommandRejected(
        RejectionCode.INVALID_ARGUMENT,
        detail,
        Map.of(),
        List.of(
            new InputError(
                "?cursor",
                null,
                null,
                "INVALID_CURSOR",
                detail,
                "Pass nextCursor of the page before as it is, with the same filters and sort")));
  }
}
