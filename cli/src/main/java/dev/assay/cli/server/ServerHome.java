package dev.assay.cli.server;

import dev.assay.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data directory of a one-machine server, as far as the command line reads it. */
public record ServerHome(Path root) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The server that runs here; a killed one left its file behind and does not count. */
  public Optional<RunningServer> running() {
    return described().filter(RunningServer::isAlive);
  }

  /** The secret of the client {@code assay-cli}; empty where no server ever ran here. */
  public Optional<String> clientSecret() {
    return read(root.resolve("secrets").resolve("cli-client-secret")).map(String::strip);
  }

  /** Where a detached server writes what it has to say. */
  public Path log() {
    return root.resolve("server.log");
  }

  /** The process that was started last with {@code --detach}, ready or not. */
  Path pidFile() {
    return root.resolve("assay.pid");
  }

  Optional<Long> detachedPid() {
    return read(pidFile())
        .map(String::strip)
        .filter(pid -> pid.matches("[0-9]{1,18}"))
        .map(Long::parseLong);
  }

  private Optional<RunningServer> described() {
    return read(root.resolve("server.json"))
        .map(
            text -> {
              try {
                JsonNode json = JSON.readTree(text);
                return RunningServer.of(json);
              } catch (JacksonException | IllegalArgumentException e) {
                throw Failure.no(
                    "Expected "
                        + root.resolve("server.json")
                        + " to describe a server, but it cannot be read");
              }
            });
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.no("Expected to read " + file + ", but it failed: " + e.getMessage());
    }
  }
}
