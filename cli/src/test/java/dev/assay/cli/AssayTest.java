package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssayTest {
  private final Cli cli = new Cli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "stop",
        "status",
        "token",
        "run",
        "demo",
        "agents list",
        "projections list",
        "verify",
        "witness",
        "witness-key"
      })
  void shouldExplainEveryCommand(String command) {
    Cli.Result result = cli.run((command + " --help").split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: assay " + command);
  }

  @Test
  void shouldListCommandsAndExitCodes() {
    Cli.Result result = cli.run("--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "start", "stop", "status", "token", "run", "demo", "the server cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "start --port none",
        "start --port 70000",
        "run",
        "token",
        "token --role king",
        "demo --at-once 0",
        "status --verbose"
      })
  void shouldAnswerWrongUseWithTwoAndAReason(String line) {
    Cli.Result result = cli.run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isNotBlank();
  }

  @Test
  void shouldAnswerThreeWhenNobodyListens() {
    Cli.Result result =
        cli.with("ASSAY_TOKEN", "t").run("agents", "list", "--url", "http://localhost:1");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("http://localhost:1", "Is it running?");
  }

  @Test
  void shouldAnswerTwoWhenTheUrlIsNone() {
    Cli.Result result = cli.with("ASSAY_TOKEN", "t").run("agents", "list", "--url", "not a url");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void shouldNotLetForeignTextSteerTheTerminal() {
    assertThat(Terminal.plain("a\u001b[2Jb\r\n c\u0007")).isEqualTo("a[2Jb c");
    assertThat(Terminal.cut("abcdef", 4)).isEqualTo("abc…");
  }
}
