package dev.assay.server;

import dev.assay.cli.Assay;

/** The program: the command line, which in this jar can also be a server. */
public final class AssayProgram {
  private AssayProgram() {}

  public static void main(String[] args) {
    Assay.main(args);
  }
}
