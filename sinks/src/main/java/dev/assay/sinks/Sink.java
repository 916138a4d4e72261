package dev.assay.sinks;

import java.io.IOException;
import java.util.List;

/** Takes the record, event by event. Used by one thread. */
public interface Sink extends AutoCloseable {
  /** Names its place in the record for ever. */
  String name();

  /**
   * Takes events in the order of their positions. Returns when they are where they belong, as far
   * as the other side tells; throws where that is not sure. Then the same events come again.
   */
  void take(List<SinkEvent> events) throws IOException, InterruptedException;

  /** Lets go of connections and files; the next {@link #take} opens them again. */
  @Override
  void close() throws IOException;
}
