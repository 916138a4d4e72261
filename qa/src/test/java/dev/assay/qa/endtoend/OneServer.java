package dev.assay.qa.endtoend;

import dev.assay.qa.support.Api;
import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server with all roles for every test of the run, with the examples registered in the tenant
 * {@code demo}. It runs in this very process, so that coverage is measured. Tests share its record:
 * each makes its own things and names them apart.
 */
final class OneServer implements AutoCloseable {
  /** What a person of the tenant may have. */
  static final String ALL_ROLES = "tenant-admin,designer,operator,reviewer,auditor,agent-runner";

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final AssayServer server;
  private final Path dataDir;
  private final String workflowId;

  private OneServer(AssayServer server, Path dataDir) {
    this.server = server;
    this.dataDir = dataDir;
    this.workflowId = Examples.register(api());
  }

  private static OneServer start() {
    try {
      Path dataDir = Files.createTempDirectory("assay-endtoend-");
      return new OneServer(
          AssayServer.start(new StartSettings(0, dataDir, "all", Map.of())), dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return server.url();
  }

  Path dataDir() {
    return dataDir;
  }

  /** A part of the server, to look at what is stored. */
  <T> T bean(Class<T> type) {
    return server.context().getBean(type);
  }

  /** The id of {@code examples/workflows/document-brief.yaml}. */
  String workflowId() {
    return workflowId;
  }

  /** Someone called {@code qa} who may do everything in the tenant {@code demo}. */
  Api api() {
    return with(ALL_ROLES);
  }

  Api with(String roles) {
    return Api.withRoles(url(), dataDir, roles);
  }

  Api with(String roles, String tenant, String subject) {
    return Api.withRoles(url(), dataDir, roles, tenant, subject);
  }

  /** A name that no other test has. */
  static String aName(String kind) {
    return kind + "-" + NAMES.incrementAndGet();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Gives tests the server as a parameter; starts it for the first and stops it after the last. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == OneServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(OneServer.class, key -> OneServer.start(), OneServer.class);
    }
  }
}
