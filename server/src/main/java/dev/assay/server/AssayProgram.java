package dev.assay.server;

import java.nio.file.Path;
import java.util.Map;

/** The program: the command line, which can also be a server. */
public final class AssayProgram {
  private AssayProgram() {}

  public static void main(String[] args) {
    AssayServer.start(
        new StartSettings(Integer.parseInt(args[0]), Path.of(args[1]), "all", Map.of()));
  }
}
