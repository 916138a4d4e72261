package dev.assay.cli.server;

import java.nio.file.Path;

/**
 * Starts the server within this process. The module {@code server} implements it and is found by
 * {@link java.util.ServiceLoader}; a command line without it is a client only.
 */
public interface ServerLauncher {
  /**
   * @param port of HTTP; 0 takes a free one
   * @param roles comma-separated, or {@code all}
   */
  record Request(int port, Path dataDir, String roles) {}

  /** A server that is ready. */
  interface Running extends AutoCloseable {
    String url();

    /** Returns when the server has been stopped. */
    void awaitStop() throws InterruptedException;

    @Override
    void close();
  }

  /** Another server uses the data directory. */
  final class AlreadyRunning extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AlreadyRunning(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Answers when the server is ready. Throws {@link AlreadyRunning}. */
  Running start(Request request);
}
