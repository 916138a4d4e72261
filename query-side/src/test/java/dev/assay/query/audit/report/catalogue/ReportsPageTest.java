package dev.assay.query.audit.report.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/reports.md");

  @Test
  void shouldAgreeWithTheCatalogue() throws IOException {
    String page = ReportsPage.render();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/reports.md is stale: run mvn -pl query-side test"
                + " -Dtest=ReportsPageTest -Ddocs.write=true and commit it")
        .isEqualTo(page);
  }
}
