package dev.assay.server;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.server.home.DataDirectory;
import dev.assay.server.home.LedgerHome;
import dev.assay.server.home.RunningServer;
import dev.assay.server.home.Secrets;
import dev.assay.server.postgres.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * A running server. Without a database URL it starts its own PostgreSQL, without an issuer its own
 * authorisation server; everything else is the same program.
 */
public final class AssayServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private AssayServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts and answers when it is ready. Throws {@link DataDirectory.DirectoryInUse}. */
  public static AssayServer start(StartSettings settings) {
    SpringApplication application = new SpringApplication(AssayApplication.class);
    application.addInitializers(context -> prepare((GenericApplicationContext) context, settings));
    return new AssayServer(application.run());
  }

  public String url() {
    return context.getBean(RunningServer.class).url();
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }

  /**
   * What must be there before any bean: the data directory and the database. They are registered as
   * the first disposable beans, so that Spring closes them last.
   */
  private static void prepare(GenericApplicationContext context, StartSettings settings) {
    ConfigurableEnvironment environment = context.getEnvironment();
    Map<String, Object> first = new HashMap<>(settings.properties());
    int port = settings.port() == 0 ? freePort() : settings.port();
    String url = "http://localhost:" + port;
    first.put("server.port", port);
    first.put("assay.url", environment.getProperty("assay.url", url));
    first.put("assay.roles", settings.roles());
    // A deadline that fires where its saga does not live would be lost without a word.
    first.put("db-scheduler.enabled", Roles.parse(settings.roles()).contains(Roles.SAGA));
    first.put("assay.data-dir", settings.dataDir().toAbsolutePath().normalize().toString());

    DataDirectory home = DataDirectory.open(settings.dataDir());
    closeLast(context, "dataDirectory", DataDirectory.class, home);
    Secrets secrets = new Secrets(home);
    context.getBeanFactory().registerSingleton("secrets", secrets);

    if (environment.getProperty("assay.security.issuer", "").isBlank()) {
      first.put("assay.identity.embedded", "true");
      first.put("assay.security.issuer", first.get("assay.url"));
    }
    LedgerHome ledger = new LedgerHome(home.root(), environment);
    first.putAll(ledger.settings());
    if (environment.getProperty("assay.database.url", "").isBlank()) {
      first.putAll(ledger.ownKey());
      EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(home, secrets);
      closeLast(context, "embeddedPostgres", EmbeddedPostgresServer.class, postgres);
      first.put("assay.database.url", postgres.jdbcUrl());
      for (DatabaseRole role : DatabaseRole.values()) {
        first.put("assay.database.passwords." + role.key(), postgres.password(role));
      }
    }
    environment.getPropertySources().addFirst(new MapPropertySource("assay-start", first));
  }

  private static <T extends AutoCloseable> void closeLast(
      GenericApplicationContext context, String name, Class<T> type, T bean) {
    context.getBeanFactory().registerSingleton(name, bean);
    context.getDefaultListableBeanFactory().registerDisposableBean(name, () -> bean.close());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to find a free port", e);
    }
  }
}
