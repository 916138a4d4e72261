package dev.assay.server.wiring;

import dev.assay.server.Roles;
import dev.assay.server.home.RunningServer;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says that the server is ready: in the log for people, in {@code server.json} for programs. */
final class ReadyAnnouncement implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger log = LoggerFactory.getLogger(ReadyAnnouncement.class);

  private final RunningServer server;
  private final Set<Roles> roles;
  private final String version;
  private final URI database;

  /**
   * @param databaseUrl a JDBC URL of PostgreSQL, without credentials
   */
  ReadyAnnouncement(RunningServer server, Set<Roles> roles, String version, String databaseUrl) {
    this.server = server;
    this.roles = roles;
    this.version = version;
    this.database = URI.create(databaseUrl.substring("jdbc:".length()));
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    Duration taken = ready.getTimeTaken() == null ? Duration.ZERO : ready.getTimeTaken();
    int port = database.getPort();
    server.describe(
        roles.stream().map(Roles::wire).toList(),
        version,
        port < 0 ? null : port,
        database.getPath().replaceFirst("^/", ""));
    log.info("Assay {} is ready at {} ({} ms)", version, server.url(), taken.toMillis());
  }
}
