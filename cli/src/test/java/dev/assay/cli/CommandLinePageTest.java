package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandLinePageTest {
  private static final Path PAGE = Path.of("../docs/reference/command-line.md");
  private static final int WIDTH = 100;

  @Test
  void shouldAgreeWithTheCode() throws IOException {
    String page = render();
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/command-line.md is stale: run mvn -pl cli test"
                + " -Dtest=CommandLinePageTest -Ddocs.write=true and commit it")
        .isEqualTo(page);
  }

  private static String render() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine line =
        Assay.commandLine(new Context(Map.of(), new Terminal(nowhere, false)), nowhere, nowhere);
    StringBuilder page =
        new StringBuilder(
            "# The command line\n\n"
                + "Generated from the program; do not edit. `./assay` builds what is not built and"
                + " runs it.\n\n");
    append(page, line);
    return page.toString();
  }

  private static void append(StringBuilder page, CommandLine command) {
    if (command.getCommandName().equals("help")) {
      return;
    }
    command.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
    page.append("## `")
        .append(command.getCommandSpec().qualifiedName())
        .append("`\n\n```\n")
        .append(command.getUsageMessage(Ansi.OFF).stripTrailing())
        .append("\n```\n\n");
    command.getSubcommands().values().forEach(sub -> append(page, sub));
  }
}
