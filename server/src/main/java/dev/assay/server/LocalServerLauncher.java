package dev.assay.server;

import dev.assay.cli.server.ServerLauncher;
import dev.assay.server.home.DataDirectory;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.event.ContextClosedEvent;

/** Lets the command line start a server within its own process. */
public final class LocalServerLauncher implements ServerLauncher {

  @Override
  public Running start(Request request) {
    try {
      return new Local(
          AssayServer.start(
              new StartSettings(request.port(), request.dataDir(), request.roles(), Map.of())));
    } catch (DataDirectory.DirectoryInUse e) {
      throw new AlreadyRunning(String.valueOf(e.getMessage()), e);
    }
  }

  private static final class Local implements Running {
    private final AssayServer server;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Local(AssayServer server) {
      this.server = server;
      server
          .context()
          .addApplicationListener(
              event -> {
                if (event instanceof ContextClosedEvent) {
                  stopped.countDown();
                }
              });
    }

    @Override
    public String url() {
      return server.url();
    }

    @Override
    public void awaitStop() throws InterruptedException {
      stopped.await();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
