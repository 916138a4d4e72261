package dev.assay.query.reading;

import dev.assay.api.CommandRejected;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/** How single resources are answered. */
public final class Answers {
  private Answers() {}

  /** The resource with its aggregate's sequence as ETag, or {@code NOT_FOUND}. */
  public static <R extends Row, T> ResponseEntity<T> one(
      Optional<R> row, Function<R, T> shown, String what, Object id) {
    R found = row.orElseThrow(() -> CommandRejected.notFound(what, id));
    return ResponseEntity.ok().eTag("\"" + found.sequence() + "\"").body(shown.apply(found));
  }
}
