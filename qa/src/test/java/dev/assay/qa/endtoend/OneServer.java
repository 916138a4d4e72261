package dev.assay.qa.endtoend;

import dev.assay.inference.testing.Reply;
import dev.assay.inference.testing.ScriptedModelServer;
import dev.assay.qa.support.Api;
import dev.assay.server.AssayServer;
import dev.assay.server.StartSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * One server with all roles for every test of the run, with the examples registered in the tenant
 * {@code demo}. It runs in this very process, so that coverage is measured. Tests share its record:
 * each makes its own things and names them apart.
 */
final class OneServer implements AutoCloseable {
  /** What a person of the tenant may have. */
  static final String ALL_ROLES = "tenant-admin,designer,operator,reviewer,auditor,agent-runner";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** A model that takes its time, for work that must not have ended when a test looks at it. */
  static final String SLOW_MODEL = "slow/" + ScriptedModelServer.MODEL;

  private static final Duration SLOW = Duration.ofSeconds(20);

  private final ScriptedModelServer slow;
  private final AssayServer server;
  private final Path dataDir;
  private final String workflowId;

  private OneServer(ScriptedModelServer slow, AssayServer server, Path dataDir) {
    this.slow = slow;
    this.server = server;
    this.dataDir = dataDir;
    this.workflowId = Examples.register(api());
  }

  private static OneServer start() {
    try {
      Path dataDir = Files.createTempDirectory("assay-endtoend-");
      ScriptedModelServer slow = ScriptedModelServer.start();
      slow.always(Reply.text("At last.").after(SLOW));
      Map<String, @Nullable Object> settings =
          Map.of(
              "assay.inference.providers.slow.base-url",
              slow.baseUrl(),
              "assay.inference.providers.slow.model",
              ScriptedModelServer.MODEL);
      return new OneServer(
          slow, AssayServer.start(new StartSettings(0, dataDir, "all", settings)), dataDir);
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
    slow.close();
    try {
      FileSystemUtils.deleteRecursively(dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to delete what the server left", e);
    }
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
