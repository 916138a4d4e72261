package dev.assay.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, from the jar that holds it. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"assay " + (version == null ? "(not packaged)" : version)};
  }
}
