package dev.assay.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StatesPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/states.md");

  @Test
  void shouldAgreeWithTheTables() throws IOException {
    String page = StatesPage.render();
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/states.md is stale: run mvn -pl command-side/domain -am test"
                + " -Dtest=StatesPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true"
                + " and commit it")
        .isEqualTo(page);
  }

  @Test
  void shouldDrawBeginningsMovesAndEnds() {
    assertThat(StatesPage.render())
        .contains("  [*] --> REQUESTED : requested\n")
        .contains("  JUDGING --> CONCLUDED : round-concluded\n")
        .contains("  ACCEPTED --> [*]\n")
        .contains("`verdict-recorded` in JUDGING");
  }
}
