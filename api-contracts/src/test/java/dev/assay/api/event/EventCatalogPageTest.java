package dev.assay.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventCatalogPageTest {
  private static final Path PAGE = Path.of("../docs/reference/events.md");

  @Test
  void shouldAgreeWithTheCode() throws IOException {
    String page = EventCatalogPage.render();
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/events.md is stale: run mvn -pl api-contracts test"
                + " -Dtest=EventCatalogPageTest -Ddocs.write=true and commit it")
        .isEqualTo(page);
  }

  @Test
  void shouldShowWhatTheCodeSaysOfAComponent() {
    assertThat(EventCatalogPage.render())
        .contains("### `agent-execution.model-call-requested` (revision 2)")
        .contains("| `notBefore` | Instant |  | when a worker may claim it (backoff) |")
        .contains("| `outputSchema` | JsonNode, optional | clear |");
  }
}
