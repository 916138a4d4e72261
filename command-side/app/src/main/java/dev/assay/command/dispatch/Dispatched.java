package dev.assay.command.dispatch;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a command did.
 *
 * @param result the handler's answer; null where it has none
 * @param appended whether it (or the request that it repeats) has changed anything
 * @param position the global position of its last event, or of the last event of a thing that it
 *     left as it was; null where the sequencer did not get there in time
 * @param sequence the thing's sequence after it; null where nothing is known
 */
public record Dispatched<R extends @Nullable Object>(
    R result, boolean appended, @Nullable Long position, @Nullable Long sequence) {

  /** The header that carries the position. */
  public static final String POSITION_HEADER = "Assay-Position";

  public <T> ResponseEntity<T> created(String location, T body) {
    return answer(HttpStatus.CREATED).location(URI.create(location)).body(body);
  }

  public <T> ResponseEntity<T> accepted(String location, T body) {
    return answer(HttpStatus.ACCEPTED).location(URI.create(location)).body(body);
  }

  /** The work goes on, and the answer shows it. */
  public <T> ResponseEntity<T> streamed(String location, T stream) {
    return answer(HttpStatus.OK)
        .location(URI.create(location))
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .body(stream);
  }

  public <T> ResponseEntity<T> ok(T body) {
    return answer(HttpStatus.OK).body(body);
  }

  public ResponseEntity<Void> noContent() {
    return answer(HttpStatus.NO_CONTENT).build();
  }

  private ResponseEntity.BodyBuilder answer(HttpStatus status) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (position != null) {
      answer.header(POSITION_HEADER, position.toString());
    }
    return sequence == null ? answer : answer.eTag("\"" + sequence + "\"");
  }
}
